#!/usr/bin/env bash
# deps.sh: the programs that fifteen and its tests need beside Go and Node.js.
# Installs them where it may (root on Debian or Ubuntu), else names them.
set -euo pipefail

declare -A package=([redis-server]=redis-server [chromium]=chromium)
missing=()
for program in redis-server chromium; do
  command -v "$program" >/dev/null || missing+=("${package[$program]}")
done
# The screenshots and browser tests show Chinese.
fc-list 2>/dev/null | grep -qiE 'CJK|Noto Sans SC|WenQuanYi' || missing+=(fonts-noto-cjk fontconfig)

# The race detector needs a C compiler, and the reader of street extracts then
# uses the C zlib.
command -v gcc >/dev/null || missing+=(gcc libc6-dev)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)

command -v go >/dev/null || { echo "Go 1.26 or newer is needed: https://go.dev/dl" >&2; exit 1; }
[ "${#missing[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  # The package starts a server of its own, which nobody asked for.
  if [[ " ${missing[*]} " == *" redis-server "* ]] && command -v service >/dev/null; then
    service redis-server stop >/dev/null 2>&1 || true
  fi
  exit 0
fi
echo "Missing: ${missing[*]}. Install them, on Debian or Ubuntu with: sudo apt-get install ${missing[*]}" >&2
command -v redis-server >/dev/null || echo "(fifteen demo runs without redis-server, on one in memory: $ bin/fifteen demo)" >&2
exit 1
