#!/usr/bin/env bash
# Builds everything and runs all tests. Its last line reads: N passed, N failed, N skipped
#
#   ./test.sh [ARGUMENT ...]       arguments go to "dotnet test", for example --filter Optimizers
#   NEUROLAB_NO_INSTALL=1          installs nothing, only says what is missing
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
source build/system.sh

require_sdk
ensure_packages libegl1 libgl1-mesa-dri libglfw3 xvfb xdotool ffmpeg procps poppler-utils librsvg2-bin
compile NeuroLab.sln || exit 1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
# One test project at a time (-m:1): each uses all cores by itself.
dotnet test NeuroLab.sln -c Release --no-build --nologo -m:1 --logger trx --results-directory "$results" "$@" </dev/null || status=$?

# Each project's report holds one line of counters; a skipped test is one that was counted but not executed.
read -r passed failed skipped < <(
    find "$results" -name '*.trx' -exec grep -h '<Counters ' {} + | awk '
        function counter(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
        { passed += counter("passed"); skipped += counter("total") - counter("executed"); failed += counter("executed") - counter("passed") }
        END { print passed + 0, failed + 0, skipped + 0 }'
)
if ((passed + failed == 0)); then
    echo "No test was executed."
    status=1
elif ((failed > 0)); then
    status=1
elif ((status != 0)); then
    echo "The test run did not complete (exit code $status)."
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
