#!/usr/bin/env node
// What a server needs before anything uses libuv's threads, whose number is settled then: even
// sharp does, when it is imported.
if (process.argv[2] === 'start') await import('../server/workers/poolSize.ts');
const { run } = await import('./run.ts');
await run(process.argv.slice(2));
