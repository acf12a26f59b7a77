import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Board } from './board.ts';
import { Kernel, type KernelMemory } from './Kernel.ts';

/** What a thread is told of: a kernel's memory, or that one is gone. */
export type Told =
  | { readonly number: number; readonly memory: KernelMemory }
  | { readonly gone: number };

interface Given {
  readonly board: SharedArrayBuffer;
  readonly port: MessagePort;
}

const { board: memory, port } = workerData as Given;
const board = new Board(memory);
const kernels = new Map<number, Kernel>();

function kernelOf(number: number): Kernel | undefined {
  for (let told = receiveMessageOnPort(port); told; told = receiveMessageOnPort(port)) {
    const message = told.message as Told;
    if ('gone' in message) kernels.delete(message.gone);
    else kernels.set(message.number, new Kernel(message.memory));
  }
  const kernel = kernels.get(number);
  kernel?.look();
  return kernel;
}

for (;;) {
  board.work(kernelOf);
  board.wait();
}
