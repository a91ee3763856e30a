#!/bin/sh
# One allocation, without dask-jobqueue: sbatch slurm.sh spring.toml. Send it again to go on where it ended.
# SWEEP_TLS names a folder on the shared file system with ca.pem, planner.pem and planner.key.
#SBATCH --job-name=sweep
#SBATCH --ntasks=64
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=4G
#SBATCH --time=04:00:00
set -eu
: "${SWEEP_TLS:?a folder with ca.pem, planner.pem and planner.key}"
tls="--tls-ca-file $SWEEP_TLS/ca.pem --tls-cert $SWEEP_TLS/planner.pem --tls-key $SWEEP_TLS/planner.key"
address="tls://$(hostname):8786"

# shellcheck disable=SC2086  # several words
dask scheduler --protocol tls --port 8786 --no-dashboard --dashboard-address 127.0.0.1:0 $tls &
scheduler=$!
trap 'kill "$scheduler"' EXIT
# shellcheck disable=SC2086
srun --ntasks=$((SLURM_NTASKS - 1)) --overlap \
    dask worker "$address" --nthreads 1 --no-dashboard --dashboard-address 127.0.0.1:0 $tls &

export COMMONWEAL_SCHEDULER="$address"
export COMMONWEAL_TLS_CA="$SWEEP_TLS/ca.pem"
export COMMONWEAL_TLS_CERT="$SWEEP_TLS/planner.pem"
export COMMONWEAL_TLS_KEY="$SWEEP_TLS/planner.key"
commonweal sweep "$@"
