#!/usr/bin/env node
// Before anything is imported: an older Node fails at the first thing that it does not know. SQLite is
// no experiment any more from 24.15 on; before 24.11 it fails.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `error node_too_old: This is Node ${process.versions.node}, and selfsame needs Node 24.15 or newer. Install that, or put it first on the PATH.`,
  );
  process.exit(1);
}
// What a server needs before anything uses libuv's threads, whose number is settled then: even
// sharp does, when it is imported.
if (process.argv[2] === 'start') await import('../server/workers/poolSize.ts');
const { run } = await import('./run.ts');
await run(process.argv.slice(2));
