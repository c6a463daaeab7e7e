# bash completion of wallaroo-sandbox
_wallaroo_sandbox() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    case $previous in
    --database | --creds | --tls)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    esac
    # The program knows its options best.
    mapfile -t COMPREPLY < <(compgen -W "$(wallaroo-sandbox --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)" -- "$current")
}
complete -F _wallaroo_sandbox wallaroo-sandbox
