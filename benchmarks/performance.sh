#!/usr/bin/env bash
# Compares the CPU backend with libtorch, in one process and in alternating rounds, and rewrites its section of
# docs/performance.md. Do not use the machine meanwhile: other load distorts the numbers.
#
#   benchmarks/performance.sh [ROUNDS]      9 rounds by default, about 3 minutes
#   NEUROLAB_RUN="COMMAND ..."              measures through that command, such as a chroot with a C++ library recent
#                                           enough for libtorch (Debian 13's is, Debian 12's is not)
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
project=benchmarks/NeuroLab.Benchmarks
dotnet build "$project" -c Release -p:WithTorch=true -v q --nologo
program=$(find "$project/bin/Release/net10.0" -mindepth 2 -maxdepth 2 -name NeuroLab.Benchmarks.dll)
# Unquoted on purpose: the prefix is a command with its arguments.
# shellcheck disable=SC2086
exec ${NEUROLAB_RUN:-} dotnet "$program" cpu "${1:-9}" docs/performance.md
