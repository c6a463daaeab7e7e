# bash completion of wallaroo-admin-cli
_wallaroo_admin_cli() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} group='' action='' words word i
    case $previous in
    --output)
        mapfile -t COMPREPLY < <(compgen -W 'table json csv' -- "$current")
        return
        ;;
    --profile)
        # Names may hold spaces: the ids do not.
        words=$(wallaroo-admin-cli profiles list --output csv 2>/dev/null | tail -n +2 | tr -d '\r' | sed 's/.*,//')
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        return
        ;;
    --secrets-fd) return ;;
    esac
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
        --profile | --output | --secrets-fd) ((i++)) ;;
        -*) ;;
        *) if [ -z "$group" ]; then group=$word; elif [ -z "$action" ]; then action=$word; fi ;;
        esac
    done
    words='--profile --output --secrets-fd --help'
    case $group/$action in
    /) words="token users workspaces profiles --version $words" ;;
    token/) words="--inference --header --export --json $words" ;;
    users/) words="list invite activate deactivate $words" ;;
    workspaces/) words="list members $words" ;;
    profiles/) words="list $words" ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _wallaroo_admin_cli wallaroo-admin-cli
