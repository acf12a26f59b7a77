import assert from 'node:assert/strict';
import { test } from 'node:test';
import protobuf from 'protobufjs';
import { encodeCompileOptions } from '../../../../../trainer/engine/xla/pjrt/compileOptions.ts';

/** What is used of xla/pjrt/proto/compile_options.proto, by the numbers there. */
const { root } = protobuf.parse(`syntax = "proto3";
  message OptionOverrideProto {
    oneof value {
      string string_field = 1; bool bool_field = 2; int64 int_field = 3; double double_field = 4;
    }
  }
  message ExecutableBuildOptionsProto {
    int64 device_ordinal = 1; int64 num_replicas = 4; int64 num_partitions = 5;
    bool use_spmd_partitioning = 6;
  }
  message CompileOptionsProto {
    ExecutableBuildOptionsProto executable_build_options = 3;
    map<string, OptionOverrideProto> env_option_overrides = 7;
  }`);
const type = root.lookupType('CompileOptionsProto');
const decoded = (bytes: Uint8Array) => type.toObject(type.decode(bytes), { longs: Number });

test('compile options are protobuf, with all that is asked for', () => {
  assert.deepEqual(decoded(encodeCompileOptions({})), {
    executableBuildOptions: { deviceOrdinal: -1, numReplicas: 1, numPartitions: 1 },
  });
  const flags = {
    xla_gpu_autotune_level: 4,
    xla_gpu_deterministic_ops: true,
    xla_dump_to: `/${'x'.repeat(300)}`,
    a_fraction: 0.25,
    a_negative: -2,
  };
  assert.deepEqual(decoded(encodeCompileOptions({ replicas: 300, partitions: 2, flags })), {
    executableBuildOptions: {
      ...{ deviceOrdinal: -1, numReplicas: 300, numPartitions: 2, useSpmdPartitioning: true },
    },
    envOptionOverrides: {
      xla_gpu_autotune_level: { intField: 4 },
      xla_gpu_deterministic_ops: { boolField: true },
      xla_dump_to: { stringField: flags.xla_dump_to },
      a_fraction: { doubleField: 0.25 },
      a_negative: { intField: -2 },
    },
  });
});
