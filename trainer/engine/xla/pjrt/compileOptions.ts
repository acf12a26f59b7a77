/** How a program is spread over devices, and what XLA's flags (`xla_...`) are for it. */
export interface CompileOptions {
  /** Devices that run the same program on data of their own (default 1). */
  readonly replicas?: number;
  /** Devices that share each replica, by the shardings that the program states (default 1). */
  readonly partitions?: number;
  /** Fields of XLA's DebugOptions, by name, e.g. `xla_gpu_autotune_level`. */
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A CompileOptionsProto (xla/pjrt/proto/compile_options.proto) in protobuf's wire format:
 *
 *     3: executable_build_options, an ExecutableBuildOptionsProto
 *        1: device_ordinal        -1: none in particular
 *        4: num_replicas
 *        5: num_partitions
 *        6: use_spmd_partitioning  where there is more than one partition
 *     7: env_option_overrides, a map: 1 is the key, 2 an OptionOverrideProto
 *        1: string_field  2: bool_field  3: int_field  4: double_field
 */
export function encodeCompileOptions(options: CompileOptions): Uint8Array {
  const { replicas = 1, partitions = 1, flags = {} } = options;
  const build = [
    ...varintField(1, -1n),
    ...varintField(4, BigInt(replicas)),
    ...varintField(5, BigInt(partitions)),
    ...(partitions > 1 ? varintField(6, 1n) : []),
  ];
  const overrides = Object.entries(flags).map(([name, value]) =>
    bytesField(7, [...bytesField(1, Buffer.from(name)), ...bytesField(2, override(value))]),
  );
  return Uint8Array.from([...bytesField(3, build), ...overrides.flat()]);
}

function override(value: string | number | boolean): number[] {
  if (typeof value === 'string') return bytesField(1, Buffer.from(value));
  if (typeof value === 'boolean') return varintField(2, BigInt(value));
  if (Number.isInteger(value)) return varintField(3, BigInt(value));
  return [(4 << 3) | 1, ...new Uint8Array(Float64Array.of(value).buffer)];
}

function varintField(field: number, value: bigint): number[] {
  return [field << 3, ...varint(value)];
}

function bytesField(field: number, bytes: ArrayLike<number>): number[] {
  return [(field << 3) | 2, ...varint(BigInt(bytes.length)), ...Array.from(bytes)];
}

/** Seven bits a byte, the lowest first; negative numbers as two's complement of 64 bits. */
function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}
