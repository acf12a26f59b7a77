import { XlaDeviceError, XlaError } from '../../../errors.ts';
import { type DeviceBuffer, upload } from './buffer.ts';
import { type CompileOptions, encodeCompileOptions } from './compileOptions.ts';
import { type Device, describeDevice } from './device.ts';
import type { Dtype, Values } from './dtypes.ts';
import { Executable } from './executable.ts';
import { structOf, textAt, wordsAt } from './library.ts';
import { loadPlugin, preload } from './load.ts';
import { namedValues, type OptionValue } from './namedValues.ts';
import type { Session } from './session.ts';

export interface PluginSpec {
  /** The plugin, e.g. `.../libpjrt_cpu.so`. */
  readonly file: string;
  /**
   * What `PJRT_Client_Create` takes, which each plugin defines: of the CPU's, `cpu_device_count` is
   * a bigint (default 4n). A value of another type ends the process there.
   */
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** Libraries that it needs and that the dynamic loader may not find, those first that others need. */
  readonly preload?: readonly string[];
  /** Variables (e.g. XLA_FLAGS) that the plugin reads when it is loaded, unless they are set. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** XLA writes to stderr what it also says in its errors, and more. */
const quiet = { TF_CPP_MIN_LOG_LEVEL: '3' };

/**
 * Loads a PJRT plugin and opens its devices. All calls into the library are synchronous, and
 * `read` and `ready` of a buffer wait for the device: the thread does nothing else meanwhile.
 * @throws {PluginMissingError | PluginDamagedError | PluginForeignError | PluginVersionError}
 * @throws {PluginUnloadableError | XlaDeviceError | XlaError}
 */
export function openClient(spec: PluginSpec): Client {
  // In a worker thread process.env is a copy, which a library does not see.
  for (const [name, value] of Object.entries({ ...quiet, ...spec.environment }))
    process.env[name] ??= value;
  for (const file of spec.preload ?? []) preload(file);
  const library = loadPlugin(spec.file);
  const values = namedValues(spec.options ?? {});
  const count = Object.keys(spec.options ?? {}).length;
  const created = withDevices(spec.file, () =>
    library.call('Client_Create', values, count, 0, 0, 0, 0, 0, 0, 0),
  );
  const client = new Client({
    library,
    client: created[6]!,
    buffers: new Set(),
    executables: new Set(),
  });
  if (client.devices.length > 0) return client;
  client.close();
  throw new XlaDeviceError(spec.file, 'it lists none.');
}

/** The devices of a plugin in this process. */
export class Client {
  /** E.g. `cuda`, `cpu`. */
  readonly platform: string;
  /** What the plugin says of its build, e.g. the version of CUDA. */
  readonly platformVersion: string;
  /** `0.<minor>`: the version of PJRT's interface that the plugin speaks. */
  readonly apiVersion: string;
  readonly devices: readonly Device[];
  /** The plugin's path. */
  readonly file: string;
  readonly #session: Session;
  #open = true;

  constructor(session: Session) {
    this.#session = session;
    const { library, client } = session;
    this.file = library.file;
    const text = (name: 'Client_PlatformName' | 'Client_PlatformVersion') => {
      const [, address, length] = library.call(name, client, 0, 0);
      return textAt(address!, length!);
    };
    this.platform = text('Client_PlatformName');
    this.platformVersion = text('Client_PlatformVersion');
    this.apiVersion = `${library.version.major}.${library.version.minor}`;
    const [, handles, count] = library.call('Client_AddressableDevices', client, 0, 0);
    const addresses = Array.from(wordsAt(handles!, Number(count)));
    this.devices = addresses.map((address) => describeDevice(session, address));
  }

  /**
   * Compiles a program for the first devices, which may take minutes.
   * @param stablehlo a module as text, whose function is `@main`
   * @throws {XlaError} e.g. INVALID_ARGUMENT with the line that is wrong
   */
  compile(stablehlo: string, options: CompileOptions = {}): Executable {
    const [code, format] = [Buffer.from(stablehlo), Buffer.from('mlir')];
    const program = structOf([code, code.length, format, format.length]);
    const encoded = encodeCompileOptions(options);
    const fields = [program, encoded, encoded.length, 0];
    const [, , , , handle] = this.#library.call('Client_Compile', this.#alive(), ...fields);
    return new Executable(this.#session, handle!);
  }

  /** Loads what `Executable.serialize` made. @throws {XlaError} if it is of another plugin */
  load(serialized: Uint8Array): Executable {
    const fields = [serialized, serialized.length, 0, 0, 0];
    const out = this.#library.call('Executable_DeserializeAndLoad', this.#alive(), ...fields);
    return new Executable(this.#session, out[3]!);
  }

  /**
   * Copies values to a device; they may change once this returns.
   * @param values in C order
   * @throws {RangeError | TypeError} if there are not as many as the shape has, or of another type
   * @throws {XlaMemoryError}
   */
  upload(
    values: Values,
    shape: readonly number[],
    dtype: Dtype,
    device: Device = this.devices[0]!,
  ): DeviceBuffer {
    this.#alive();
    return upload(this.#session, values, shape, dtype, device.handle);
  }

  /** Frees all buffers and executables of the client, and it. */
  close(): void {
    if (!this.#open) return;
    for (const buffer of [...this.#session.buffers]) buffer.destroy();
    for (const executable of [...this.#session.executables]) executable.close();
    this.#library.call('Client_Destroy', this.#session.client);
    this.#open = false;
  }

  get #library() {
    return this.#session.library;
  }

  #alive(): bigint {
    if (!this.#open) throw new TypeError('The client has been closed.');
    return this.#session.client;
  }
}

/** @throws {XlaDeviceError} in place of an error that says that there is no device */
function withDevices<T>(file: string, create: () => T): T {
  try {
    return create();
  } catch (error) {
    const { message } = error as Error;
    const none = /no visible|no (supported|gpu|cuda).*device|NO_DEVICE|no CUDA-capable/i;
    if (error instanceof XlaError && none.test(message))
      throw new XlaDeviceError(file, message, error);
    throw error;
  }
}
