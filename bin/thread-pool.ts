// Imported first, before anything uses the pool. Most of what it does is to wait for the disk: with Node's four threads, a worker that reads
// and deletes what it has processed would keep those waiting whose batches are to be synced.
process.env['UV_THREADPOOL_SIZE'] ??= '16';
