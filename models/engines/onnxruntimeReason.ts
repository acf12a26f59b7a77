/**
 * Why a session cannot be made, without the places in onnxruntime's sources that its messages begin
 * with: of a check that failed, and of a call of CUDA's.
 */
export const onnxruntimeReason = (message: string): string =>
  message
    .trim()
    .replace(/^.*\bwas false\. /s, '')
    .replace(/^.*\b(CUDA failure \d+: [^;]*?)\s*;.*$/s, '$1.');
