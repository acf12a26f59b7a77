import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Board } from './board.ts';
import { Kernel, type KernelMemory } from './Kernel.ts';

/** What a thread is told of: a kernel's memory. */
export interface Told {
  readonly number: number;
  readonly memory: KernelMemory;
}

interface Given {
  readonly board: SharedArrayBuffer;
  readonly port: MessagePort;
}

const { board: memory, port } = workerData as Given;
const board = new Board(memory);
const kernels = new Map<number, Kernel>();

function kernelOf(number: number): Kernel | undefined {
  for (let told = receiveMessageOnPort(port); told; told = receiveMessageOnPort(port)) {
    const { number: one, memory: of } = told.message as Told;
    kernels.set(one, new Kernel(of));
  }
  const kernel = kernels.get(number);
  kernel?.look();
  return kernel;
}

for (;;) {
  board.work(kernelOf);
  board.wait();
}
