#!/bin/sh
# A machine within this one, for a systemd of its own: a layer over this machine's files that is thrown away, and no
# network but itself. Called by test_systemd.py in new namespaces: room.sh FOLDER BUNDLE. FOLDER/inside.sh runs in it.
set -eu
folder=$1
bundle=$2

mount --make-rprivate /
mount -t tmpfs tmpfs "$folder/layer"
mkdir "$folder/layer/upper" "$folder/layer/work" "$folder/layer/root"
root=$folder/layer/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/layer/upper,workdir=$folder/layer/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for name in run tmp dev; do mount -t tmpfs tmpfs "$root/$name"; done
for name in null zero full random urandom tty; do
    touch "$root/dev/$name"
    mount --bind "/dev/$name" "$root/dev/$name"
done
mkdir "$root/dev/shm" "$root/dev/pts" "$root/test" "$root/bundle" "$root/old"
mount -t devpts devpts "$root/dev/pts" -o newinstance,ptmxmode=0666
ln -s pts/ptmx "$root/dev/ptmx"
mount --bind "$folder" "$root/test"
mount --bind "$bundle" "$root/bundle"

# Nothing of this machine's services: only what the test names.
units=$root/etc/systemd/system
rm -rf "$units"/*.wants
for name in systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket; do
    ln -sf /dev/null "$units/$name"
done
printf '[Unit]\nWants=inside.service\n' >"$units/inside.target"
printf '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/sh /test/inside.sh\n%s\n%s\n' \
    StandardOutput=append:/test/said StandardError=append:/test/said >"$units/inside.service"

hostname room
ip link set lo up
cd "$root"
pivot_root . old
umount -l /old
# Credentials are mounted elsewhere and arrive by this.
mount --make-rshared /
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --unit=inside.target \
    --log-target=console --show-status=no
