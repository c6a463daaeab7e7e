# bash completion of wallaroo-admin
_wallaroo_admin() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    case $previous in
    --theme)
        mapfile -t COMPREPLY < <(compgen -W 'system light dark' -- "$current")
        return
        ;;
    --tour | --check-config)
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
        ;;
    --sandbox-users)
        return
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W '--theme --sandbox --sandbox-users --tour --check-config --help --version' -- "$current")
}
complete -F _wallaroo_admin wallaroo-admin
