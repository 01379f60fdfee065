#!/bin/sh
# Runs a command as the container would: every file system read-only except one data folder, an account without rights,
# no capabilities, no way to gain any. For a machine without a container engine; needs root and mount namespaces.
#   tools/supply/confined.sh DATA_FOLDER COMMAND…
# Exit code 125: this machine does not permit it (the command was not run).
set -u
data=$1
shift
export CONFINED_DATA="$data"
unshare --mount --propagation private true 2>/dev/null || exit 125
exec unshare --mount --propagation private sh -c '
  set -u
  mount --bind "$CONFINED_DATA" "$CONFINED_DATA" || exit 125
  while read -r _ point type _; do
    case $type in proc|sysfs|devtmpfs|devpts|mqueue|cgroup*) continue ;; esac
    [ "$point" = "$CONFINED_DATA" ] && continue
    case $point in /dev|/dev/*|/proc/*|/sys/*) continue ;; esac
    mount -o remount,ro,bind "$point" || exit 125
  done </proc/self/mounts
  exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
    --inh-caps=-all --ambient-caps=-all --bounding-set=-all "$@"
' confined "$@"
