# bash: every byte but letters, digits and -_.~ becomes %XX, a space becomes +
escape() {
    local LC_ALL=C text=$1 i byte
    for ((i = 0; i < ${#text}; i++)); do
        byte=${text:i:1}
        case $byte in
            [A-Za-z0-9._~-]) printf '%s' "$byte" ;;
            ' ') printf '+' ;;
            *) printf '%%%02X' "'$byte" | sed 's/%F*\(..\)$/%\1/' ;;
        esac
    done
}

printf '%s:%s' "$(escape "$CLIENT_ID")" "$(escape "$CLIENT_SECRET")" | base64 -w0
