import protobuf from 'protobufjs';

/** What is used of TensorFlow's `event.proto` and `summary.proto`; numbers and names are theirs. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Summary {
    message Value { string tag = 1; float simple_value = 2; }
    repeated Value value = 1;
  }
  message SessionLog {
    enum SessionStatus { STATUS_UNSPECIFIED = 0; START = 1; }
    SessionStatus status = 1;
  }
  message Event {
    double wall_time = 1;
    int64 step = 2;
    oneof what { string file_version = 3; Summary summary = 5; SessionLog session_log = 7; }
  }
`);
const message = root.lookupType('Event');

/** What an event tells: the format's version, a start that makes later steps void, or values. */
export type Event =
  | { readonly fileVersion: string }
  | { readonly sessionLog: { readonly status: 1 } }
  | { readonly summary: { readonly value: readonly Scalar[] } };

export interface Scalar {
  readonly tag: string;
  readonly simpleValue: number;
}

/** @param time seconds since 1970 */
export function encodeEvent(time: number, step: number, event: Event): Uint8Array {
  return message.encode(message.fromObject({ wallTime: time, step, ...event })).finish();
}
