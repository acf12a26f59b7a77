import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a package on PyPI, which no other one is taken for. */
export interface PinnedWheel {
  readonly name: string;
  readonly version: string;
  /** What the file's name ends with: Python, its interface, and the systems that it is for. */
  readonly tag: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** How what goes wrong is worded, and its remedy, for whoever asked. */
export interface WheelErrors {
  /** @param what name and version; @param said by pip */
  failed(what: string, said: string): Error;
  /** What came is another file than the pinned one. */
  foreign(what: string, problem: string): Error;
}

/** The name of a wheel's file: https://packaging.python.org/specifications/binary-distribution-format. */
export const wheelFile = ({ name, version, tag }: Omit<PinnedWheel, 'sha256'>): string =>
  `${name.replaceAll('-', '_')}-${version}-${tag}.whl`;

/** How pip is called: the machine's own, so that its index, proxies and certificates are the user's. */
export type Pip = readonly [program: string, ...args: string[]];

/** A way to have a pip, and a command that succeeds where it is there. */
interface Candidate {
  readonly pip: Pip;
  readonly check: readonly string[];
}

/** In this order. uv has no download of its own, and runs pip for it. */
const candidates: readonly Candidate[] = [
  // Loading pip takes ten times as long as looking for it.
  { pip: ['python3', '-m', 'pip'], check: ['python3', '-c', 'import pip'] },
  { pip: ['pip3'], check: ['pip3', '--version'] },
  { pip: ['pip'], check: ['pip', '--version'] },
  { pip: ['uv', 'tool', 'run', 'pip'], check: ['uv', '--version'] },
];

/** Null where there is none. */
export async function findPip(): Promise<Pip | null> {
  for (const { pip, check } of candidates) {
    const { status } = await run(check, process.env).ended;
    if (status === 0) return pip;
  }
  return null;
}

/**
 * Downloads a wheel: the pinned one, or none.
 * @param folder for the wheel, and for what is not complete yet
 * @returns the wheel's path
 * @throws of `errors`, and what `stop` was aborted with
 */
export async function downloadWheel(
  pip: Pip,
  wheel: PinnedWheel,
  folder: string,
  errors: WheelErrors,
  stop?: AbortSignal,
): Promise<string> {
  const { name, version, tag, sha256 } = wheel;
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, `${name}==${version} --hash=sha256:${sha256}\n`);
  const args = [...pip, 'download', ...targetOf(tag), '--require-hashes', '--no-deps'];
  args.push('--no-cache-dir', '--progress-bar', 'off', '--dest', folder, '-r', requirements);
  // pip writes it there twice, and /tmp is often small.
  const { child, ended } = run(args, { ...process.env, TMPDIR: folder, PIP_NO_INPUT: '1' });
  const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  stop?.addEventListener('abort', end, { once: true });
  const { status, said } = await ended;
  stop?.removeEventListener('abort', end);
  stop?.throwIfAborted();
  const what = `${name} ${version}`;
  if (status !== 0 && /DO NOT MATCH THE HASHES/.test(said))
    throw errors.foreign(what, "its SHA-256 is another one than the pinned wheel's.");
  if (status !== 0) throw errors.failed(what, reasonOf(said));
  return join(folder, wheelFile(wheel));
}

/** What has pip take the wheel with this tag, whatever Python it runs with. */
function targetOf(tag: string): string[] {
  const [python = '', abi = '', platforms = ''] = tag.split('-');
  const [, major, minor] = /^cp(\d)(\d+)$/.exec(python) ?? [];
  const version = minor === undefined ? '3.12' : `${major}.${minor}`;
  return [
    ...['--only-binary', ':all:', '--python-version', version],
    ...(abi === 'none' ? [] : ['--abi', abi]),
    ...platforms.split('.').flatMap((one) => ['--platform', one]),
  ];
}

/** pip's own errors; the last line where there is none. */
function reasonOf(said: string): string {
  const lines = said.trim().split('\n');
  const errors = lines.filter((line) => /^ERROR: |Error: /.test(line));
  return (errors.length > 0 ? errors : lines.slice(-1)).join(' ').replaceAll('ERROR: ', '');
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly status: number | null; readonly said: string }>;
}

/** In a process group of its own, which ends as a whole. */
function run([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-20_000)));
  const ended = new Promise<{ status: number | null; said: string }>((resolve) => {
    child.once('error', ({ message }) => resolve({ status: null, said: message }));
    child.once('close', (status) => resolve({ status, said }));
  });
  return { child, ended };
}
