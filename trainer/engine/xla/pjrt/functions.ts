/**
 * Places of the functions in `PJRT_Api` (pjrt_c_api.h, openxla/xla), counted from the first: the
 * order never changes, and new functions are added at the end. What is not called is left out.
 */
export const functions = {
  Error_Destroy: 0,
  Error_Message: 1,
  Error_GetCode: 2,
  Plugin_Initialize: 3,
  Event_Destroy: 5,
  Event_Await: 8,
  Client_Create: 10,
  Client_Destroy: 11,
  Client_PlatformName: 12,
  Client_PlatformVersion: 14,
  Client_AddressableDevices: 16,
  Client_Compile: 20,
  Client_BufferFromHostBuffer: 22,
  DeviceDescription_Id: 23,
  DeviceDescription_Kind: 26,
  Device_GetDescription: 29,
  Device_MemoryStats: 34,
  Executable_Destroy: 40,
  Executable_NumOutputs: 44,
  Executable_Serialize: 49,
  LoadedExecutable_Destroy: 50,
  LoadedExecutable_GetExecutable: 51,
  LoadedExecutable_AddressableDevices: 52,
  LoadedExecutable_Execute: 55,
  Executable_DeserializeAndLoad: 56,
  Buffer_Destroy: 58,
  Buffer_ElementType: 59,
  Buffer_Dimensions: 60,
  Buffer_IsDeleted: 68,
  Buffer_ToHostBuffer: 70,
  Buffer_ReadyEvent: 72,
} as const;

export type FunctionName = keyof typeof functions;

/** Bytes of `PJRT_Api` before its functions: size, extensions, and the version of 24 bytes. */
export const functionsOffset = 40;
