#!/usr/bin/env bash
# Measures the CPU backend beside libtorch, in one process and in turns, and rewrites its section of docs/performance.md.
# Leave the machine alone meanwhile: the numbers are worth what the quiet is.
#
#   benchmarks/performance.sh [ROUNDS]      9 rounds by default, about 3 minutes
#   NEUROLAB_RUN="COMMAND ..."              measures by way of that command, such as a chroot whose C++ library is new
#                                           enough for libtorch (Debian 13's is, Debian 12's is not)
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
project=benchmarks/NeuroLab.Benchmarks
dotnet build "$project" -c Release -p:WithTorch=true -v q --nologo
program=$(find "$project/bin/Release/net10.0" -mindepth 2 -maxdepth 2 -name NeuroLab.Benchmarks.dll)
# Words on purpose: the prefix is a command with its arguments.
# shellcheck disable=SC2086
exec ${NEUROLAB_RUN:-} dotnet "$program" cpu "${1:-9}" docs/performance.md
