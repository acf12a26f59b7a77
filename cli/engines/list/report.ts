import type { EnginePackage } from '@selfsame/models';

/** What came of trying an engine or a device. */
export interface Tried {
  /** What `--engine` or `--device` takes. */
  readonly name: string;
  readonly usable: boolean;
  /** How fast it is, or why it cannot be used. */
  readonly why: string;
  /** What to do where it cannot be used. */
  readonly remedy?: string;
}

/** What can be installed, and whether it is. */
export interface PackageReport {
  readonly name: EnginePackage;
  readonly about: string;
  readonly state: 'absent' | 'installed' | 'outdated' | 'damaged';
  readonly version?: string;
  readonly bytes?: number;
  readonly folder?: string;
  readonly problem?: string;
  /** The command that installs it. */
  readonly install: string;
}

/** An XLA plugin that was found, and not installed by this command. */
export interface FoundPlugin {
  readonly from: 'SELFSAME_PJRT_PLUGIN' | "python3's JAX";
  readonly file: string;
  readonly isThere: boolean;
}

export interface EnginesReport {
  readonly engines: readonly Tried[];
  readonly devices: readonly Tried[];
  /** The folder of what is installed. */
  readonly folder: string;
  readonly packages: readonly PackageReport[];
  readonly plugins: readonly FoundPlugin[];
}
