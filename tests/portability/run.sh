#!/usr/bin/env bash
# Does it work on another Debian? Makes a root of that release with debootstrap, in build/roots/, takes
# the sources there, and runs ./learn in it, which installs what is missing, builds and runs.
#
#   tests/portability/run.sh                  Debian 13 (trixie): the program, and a scenario
#   tests/portability/run.sh trixie test      any release that debootstrap knows, any words for ./learn
#
# It takes an administrator, a network and some GB of disk. A second run goes on from
# there; rm -rf build/roots begins anew.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

case ${1:-} in
  -h | --help) sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p}' tests/portability/run.sh && exit ;;
  -*) echo "tests/portability/run.sh $1: a release's name comes first; --help says more" >&2 && exit 2 ;;
esac
release=${1:-trixie}
words=("${@:2}")
((${#words[@]} > 0)) || words=(run diagrams/02-election/first-leader.raft)
root=$PWD/build/roots/$release

((EUID == 0)) || { echo "Only root may make and enter a root: sudo $0" >&2 && exit 1; }
command -v debootstrap >/dev/null ||
  { echo "debootstrap is missing: apt-get install debootstrap" >&2 && exit 1; }

if [[ ! -e $root/complete ]]; then
  rm -rf "$root"
  mkdir -p "$root"
  debootstrap --variant=minbase "$release" "$root"
  touch "$root/complete"
fi
mkdir -p "$root/raft"
git ls-files -z | tar --null --files-from=- --create | tar --extract --directory "$root/raft"
# What is mounted here is seen by nobody else, and gone when the command ends.
# shellcheck disable=SC2016
exec unshare --mount --fork sh -euc '
  mount -t proc proc "$0/proc"
  exec chroot "$0" env -i -C /raft PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    ./learn "$@"' "$root" "${words[@]}"
