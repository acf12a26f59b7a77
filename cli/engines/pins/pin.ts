/** What wheels are for: Node's names of a system and its processor. */
export type Platform = `${NodeJS.Platform}-${NodeJS.Architecture}`;

/** One file of a package on PyPI. */
export interface Wheel {
  /** What its name ends with: Python, its interface, and the systems that it is for. */
  readonly tag: string;
  readonly bytes: number;
  /** As the index tells it. */
  readonly sha256: string;
}

/** A version of a package on PyPI, and what of it is wanted. */
export interface Pin {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Globs of the files that are unpacked. */
  readonly take: readonly string[];
  /** What their paths begin with and lose. */
  readonly strip?: string;
  readonly wheels: Partial<Readonly<Record<Platform, Wheel>>>;
}

export const nvidia = "NVIDIA's own (https://docs.nvidia.com/cuda/eula), not an open one";
