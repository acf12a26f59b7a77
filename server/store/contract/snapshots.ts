/** Copies of collections in files. */
export interface Snapshots {
  /** Copies one state of a collection to a file while all else goes on. */
  createSnapshot(collection: string): Promise<SnapshotRecord>;
  listSnapshots(collection: string): Promise<SnapshotList>;
}

export interface SnapshotRecord {
  readonly name: string;
  readonly collection: string;
  /** ISO 8601. */
  readonly created: string;
  readonly items: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SnapshotList {
  /** Oldest first. */
  readonly snapshots: readonly SnapshotRecord[];
  /** Descriptions of snapshots that are not right, and why. */
  readonly broken: readonly { readonly file: string; readonly reason: string }[];
}
