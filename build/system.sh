# shellcheck shell=bash
# What ./neurolab and ./test.sh need from the system: the .NET SDK and a few Debian packages.
# Sourced by both, with the repository as current folder. Speaks on stderr only: stdout belongs to the caller.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
# Without ICU, which a bare Debian lacks, the SDK would stop at once; nothing here depends on a culture.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# No compiler or build server stays behind when a build is done.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

say() { printf 'neurolab: %s\n' "$*" >&2; }

# Puts dotnet on the PATH, from the folder that Microsoft's install script uses if need be.
find_dotnet() {
    local folder
    for folder in "" "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet"; do
        [[ -n $folder ]] && PATH=$folder:$PATH
        command -v dotnet >/dev/null && return
    done
    return 1
}

has_sdk() { find_dotnet && [[ $'\n'$(dotnet --list-sdks 2>/dev/null) =~ $'\n'[1-9][0-9]\. ]]; }

require_sdk() {
    has_sdk && return
    # Ubuntu has the SDK among its own packages; Debian has it only where Microsoft's source was added.
    if grep -qs '^ID=ubuntu' /etc/os-release || apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
        ensure_packages dotnet-sdk-10.0
        has_sdk && return
    fi
    say "the .NET 10 SDK is missing. Get it from https://dotnet.microsoft.com/download or run:" \
        "curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
    exit 1
}

# Looks where the dynamic loader looks, without starting a process in the usual case.
has_library() {
    local file
    for file in /usr/lib/*-linux-gnu*/"$1" /usr/lib64/"$1" /usr/lib/"$1" /usr/local/lib/"$1"; do
        [[ -e $file ]] && return
    done
    [[ $(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) == *"/$1"* ]]
}

has_package() {
    case $1 in
        libegl1) has_library libEGL.so.1 ;;
        libgl1-mesa-dri) has_library dri/swrast_dri.so || has_library libEGL_nvidia.so.0 ;;
        libglfw3) has_library libglfw.so.3 ;;
        xvfb) command -v Xvfb ;;
        procps) command -v ps ;;
        poppler-utils) command -v pdftotext ;;
        librsvg2-bin) command -v rsvg-convert ;;
        dotnet-sdk-*) has_sdk ;;
        *) command -v "$1" ;;
    esac >/dev/null
}

# ensure_packages NAME ...: installs what is missing where that is allowed, otherwise names the one command that does.
# Never fails: what can run without a package should run.
ensure_packages() {
    local missing=() name
    for name in "$@"; do
        has_package "$name" || missing+=("$name")
    done
    ((${#missing[@]})) || return 0
    if ! command -v apt-get >/dev/null; then
        say "missing: ${missing[*]} (Debian's names; your distribution has them under its own)"
        return 0
    fi
    install_packages "${missing[@]}" && return 0
    say "missing: ${missing[*]}. To install: sudo apt-get update && sudo apt-get install -y ${missing[*]}"
}

install_packages() {
    local as_root=(env) options=(-o Acquire::Retries=0 -o Acquire::http::Timeout=15 -o DPkg::Lock::Timeout=60)
    [[ -z ${NEUROLAB_NO_INSTALL:-} ]] || return 1
    if ((EUID != 0)); then
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n env)
    fi
    # A machine without a network should not wait for apt-get at every start.
    [[ -z $(find .neurolab/install.failed -mmin -60 2>/dev/null) ]] || return 1
    as_root+=(DEBIAN_FRONTEND=noninteractive)
    mkdir -p .neurolab
    say "installing $* with apt-get (NEUROLAB_NO_INSTALL=1 turns this off)"
    {
        # The package lists are fetched only where those at hand do not suffice.
        "${as_root[@]}" apt-get "${options[@]}" install -y --no-install-recommends "$@" ||
            { "${as_root[@]}" timeout 120 apt-get "${options[@]}" update &&
                "${as_root[@]}" apt-get "${options[@]}" install -y --no-install-recommends "$@"; }
    } >.neurolab/install.log 2>&1 </dev/null && return
    touch .neurolab/install.failed
    say "apt-get could not install them (see .neurolab/install.log); going on without"
    return 1
}

# compile PROJECT [ARGUMENT ...]: a quiet Release build that shows its errors, and nothing else, when it fails.
compile() {
    mkdir -p .neurolab
    dotnet build -c Release --nologo -v quiet "$@" >.neurolab/build.log 2>&1 </dev/null && return
    grep -E '\berror\b.*:' .neurolab/build.log | sed 's/ \[[^]]*\]$//; s/^ *//' | sort -u >&2 || tail -n 20 .neurolab/build.log >&2
    return 1
}
