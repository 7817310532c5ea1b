#!/usr/bin/env bash
# Makes the pictures of the README again from the sample's papers: docs/pictures.sh output/cchc-2023
# Wants poppler and ImageMagick.
set -euo pipefail
papers=$1
folder=$(dirname "$0")
picture() {
    local name=$1 width=$2 colours=$3 pdf=$4
    pdftoppm -f 1 -l 1 -singlefile -scale-to-x "$width" -scale-to-y -1 -png "$papers/$pdf" "$folder/$name" 2> /dev/null
    mogrify +dither -colors "$colours" -strip -define png:compression-level=9 "$folder/$name.png"
}
picture to-trinh 660 16 van-phong-thong-ke/01-to-trinh.pdf
picture bien-ban 660 16 van-phong-thong-ke/02-bien-ban.pdf
picture bao-cao 660 16 van-phong-thong-ke/03-bao-cao-vp01-nguyen-van-an.pdf
picture bang-tong-hop 1000 48 xa/00-bang-tong-hop.pdf
picture giay-khen 760 48 xa/04-giay-khen-vp01.pdf
