#!/bin/sh
# The typst command, once a paper. Arguments: work folder, fonts, how many papers. $TYPST is the command.
set -eu
work=$1 fonts=$2 papers=$3
mkdir -p "$work/out-typst-cli"
ls "$work/data" | head -n "$papers" | while read -r data; do
    cp "$work/data/$data" "$work/templates/data.json"
    "$TYPST" compile --root "$work/templates" --font-path "$fonts" --ignore-system-fonts --ignore-embedded-fonts \
        --pdf-standard a-2a,ua-1 "$work/templates/main.typ" "$work/out-typst-cli/${data%.json}.pdf"
done
