# bash completion of wallaroo-sandbox
_wallaroo_sandbox() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    case $previous in
    --database | --creds | --tls | --auth-service)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    --scenario)
        mapfile -t COMPREPLY < <(compgen -W 'enterprise leaver partial-view short-tokens own-ca rate-limited' -- "$current")
        return
        ;;
    esac
    # The program knows its options best.
    mapfile -t COMPREPLY < <(compgen -W "$(wallaroo-sandbox --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)" -- "$current")
}
complete -F _wallaroo_sandbox wallaroo-sandbox
