#!/bin/sh
# Installs from the bundle and starts the units, word for word as docs/operations.md says; prints what came of it.
finish() { systemctl exit 0 --force --force; }
answer() { curl --silent --output /dev/null --write-out '%{http_code}' http://127.0.0.1:8000/sign-in; }
wait_for_answer() {
    for _ in $(seq 300); do
        [ "$(answer)" = 200 ] && break
        sleep 0.2
    done
    echo "$1 $(answer)"
}
of() { systemctl show "$1" --property "$2" --value; }
trap finish EXIT

rm -rf /opt/tongxin /etc/tongxin /var/lib/tongxin
PYTHON=/usr/bin/python3 sh /bundle/install.sh /opt/tongxin
id tongxin >/dev/null 2>&1 || useradd --system --home /var/lib/tongxin tongxin
chown -R tongxin: /opt/tongxin/build
mkdir /etc/tongxin
(umask 277 && python3 -c "import os,base64;print(base64.b64encode(os.urandom(32)).decode())" >/etc/tongxin/master.key)
echo "TONGXIN_OPERATOR=room" >/etc/tongxin/environment
chmod 640 /etc/tongxin/environment
cp /opt/tongxin/deploy/*.service /etc/systemd/system
for unit in tongxin-web tongxin-worker; do
    mkdir -p "/etc/systemd/system/$unit.service.d"
    printf '[Service]\nStandardOutput=append:/test/units\nStandardError=append:/test/units\n' \
        >"/etc/systemd/system/$unit.service.d/said.conf"
done
systemctl daemon-reload
systemctl start tongxin-web tongxin-worker
wait_for_answer sign-in
sleep 3
echo "restarts $(of tongxin-web NRestarts) $(of tongxin-worker NRestarts), last end $(of tongxin-web ExecMainStatus)"
process=$(of tongxin-web MainPID)
[ "${process:-0}" -gt 1 ] || exit 1
sed -n 's/^\(NoNewPrivs\|Seccomp\|CapBnd\):\t/\1 /p' "/proc/$process/status"
echo "owner $(stat --format=%U:%a /var/lib/tongxin)"
for place in /opt/tongxin/trial /etc/trial /var/lib/trial /opt/tongxin/build/trial /var/lib/tongxin/trial; do
    nsenter --target "$process" --mount touch "$place" 2>/dev/null && echo "written $place"
done
echo "keys in data folder: $(find /var/lib/tongxin -name master | wc -l)"
kill -9 "$process"
sleep 1
wait_for_answer again
echo "restarts $(of tongxin-web NRestarts) $(of tongxin-worker NRestarts)"
systemctl stop tongxin-web tongxin-worker
echo "stopped $(of tongxin-web Result) $(of tongxin-worker Result)"
