# The Basic string in shell: both parts form-urlencoded (RFC 6749 section 2.3.1), joined by a colon, as base64.
form_urlencode() {
    local LC_ALL=C text=$1 i c
    for ((i = 0; i < ${#text}; i++)); do
        c=${text:i:1}
        case $c in
            [a-zA-Z0-9.~_-]) printf '%s' "$c" ;;
            ' ') printf '+' ;;
            *) printf '%%%02X' "'$c" ;;
        esac
    done
}

printf '%s:%s' "$(form_urlencode "$CLIENT_ID")" "$(form_urlencode "$CLIENT_SECRET")" | base64 | tr -d '\n'
