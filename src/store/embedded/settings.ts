/**
 * Arguments of `postgres` beside its data directory and port: a server for one program on a small machine, reachable
 * from that machine only. They are given at every start, so that they follow this program's version, not the cluster's.
 *
 * @param durable False: a crash of the machine may cost the data; made for tests.
 */
export function serverArguments(durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    // None: a socket file would need a directory that others cannot write to, and a short path.
    unix_socket_directories: '',
    // One program takes some twenty; tests share a server, several programs each.
    max_connections: durable ? 60 : 200,
    shared_buffers: '64MB',
    jit: 'off',
    // Reads in the backends, instead of three more processes that read for them.
    io_method: 'sync',
    // Not `minimal`, though there is no replica: a sequence made under it is not logged at first, and begins anew after a
    // crash. Fences come from one, and the ids of jobs: BullMQ takes a job whose id it has already for the one it has.
    wal_level: 'replica',
    // Nobody waits for a replica.
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    min_wal_size: '32MB',
    max_wal_size: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    synchronous_commit: 'on',
    // A committed row outlives the server in any case; without fsync it may not outlive the machine.
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    // A test drops its database at once; a worker that is tidying it would be in the way.
    autovacuum: durable ? 'on' : 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
