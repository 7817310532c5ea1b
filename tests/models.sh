#!/usr/bin/env bash
# Lays finished papers beside the model papers of the decree, for whoever reviews a change of the page templates.
#
#   tests/models.sh Phuluc3.docx output/cchc-2023 docs/mau-nghi-dinh-30.png [dots per inch]
#
# Phuluc3.docx is Phụ lục III of Nghị định số 30/2020/NĐ-CP as the Government publishes it. Wants LibreOffice, poppler
# and ImageMagick. Where the model and the rule's text (Phụ lục I) differ, the papers follow the text: the subject of a
# paper is bold and its signer's title has 14 points, as Mục II.5.b and II.7.d say and the models do not show.
set -euo pipefail
models=$1 papers=$2 picture=$3 dots=${4:-44}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
soffice --headless --convert-to pdf --outdir "$folder" "$models" > "$folder/told" 2>&1 || { cat "$folder/told" >&2; exit 1; }
models=$folder/$(basename "${models%.*}").pdf

# The first page of a PDF that holds every one of these texts.
page_with() {
    local pdf=$1 pages page text
    shift
    pages=$(pdfinfo "$pdf" 2> /dev/null | sed -n 's/^Pages: *//p')
    for page in $(seq "$pages"); do
        text=$(pdftotext -f "$page" -l "$page" "$pdf" - 2> /dev/null)
        for wanted in "$@"; do [[ $text == *"$wanted"* ]] || continue 2; done
        echo "$page"
        return
    done
    echo "no page of $pdf holds: $*" >&2
    return 1
}

sheets=()
sheet() {
    local pdf=$1 page=$2 name
    name=$folder/sheet-$(printf %02d ${#sheets[@]})
    pdftoppm -r "$dots" -f "$page" -l "$page" -singlefile -png "$pdf" "$name" 2> /dev/null
    sheets+=("$name.png")
}

# A model, then the paper's first page and its last or the annex.
sheet "$models" "$(page_with "$models" 'TÊN LOẠI VĂN BẢN' 'Nơi nhận')"
sheet "$papers/van-phong-thong-ke/01-to-trinh.pdf" 1
sheet "$papers/van-phong-thong-ke/01-to-trinh.pdf" "$(page_with "$papers/van-phong-thong-ke/01-to-trinh.pdf" 'Nơi nhận')"
sheet "$models" "$(page_with "$models" 'Mẫu 1.2 -')"
sheet "$papers/xa/03-quyet-dinh.pdf" 1
sheet "$papers/xa/03-quyet-dinh.pdf" "$(page_with "$papers/xa/03-quyet-dinh.pdf" 'Nơi nhận')"
sheet "$models" "$(page_with "$models" 'BIÊN BẢN' 'THƯ KÝ')"
sheet "$papers/van-phong-thong-ke/02-bien-ban.pdf" 1
sheet "$papers/van-phong-thong-ke/02-bien-ban.pdf" "$(page_with "$papers/van-phong-thong-ke/02-bien-ban.pdf" 'Nơi nhận')"
sheet "$models" "$(page_with "$models" 'Phụ lục …' 'Nội dung của Phụ lục')"
sheet "$papers/xa/03-quyet-dinh.pdf" "$(page_with "$papers/xa/03-quyet-dinh.pdf" 'Kèm theo')"
montage "${sheets[@]}" -tile 3x -geometry +6+6 -background '#c8c8c8' "$folder/all.png"
convert "$folder/all.png" -colorspace Gray -depth 8 +dither -colors 16 -strip -define png:compression-level=9 "$picture"
