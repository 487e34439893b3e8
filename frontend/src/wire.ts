// SPDX-License-Identifier: BSD-3-Clause
// Frames of the protocol "exxtra.1": text without buffers; else length, JSON with "buffers": [lengths], the buffers.

export const SUBPROTOCOL = "exxtra.1";

export interface Frame {
  t: string;
  [key: string]: unknown;
}

type Bytes = ArrayBuffer | ArrayBufferView;

function asBytes(buffer: Bytes): Uint8Array {
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer)
    : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Write a frame. */
export function encode(frame: Frame, buffers: Bytes[] = []): string | Uint8Array {
  if (!buffers.length) return JSON.stringify(frame);
  const parts = buffers.map(asBytes);
  const head = new TextEncoder().encode(JSON.stringify({ ...frame, buffers: parts.map((part) => part.byteLength) }));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 4 + head.byteLength));
  new DataView(whole.buffer).setUint32(0, head.byteLength);
  whole.set(head, 4);
  let at = 4 + head.byteLength;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Read a frame; throws where it is none. */
export function decode(data: string | ArrayBuffer): { frame: Frame; buffers: DataView[] } {
  if (typeof data === "string") return { frame: JSON.parse(data) as Frame, buffers: [] };
  const length = new DataView(data).getUint32(0);
  const frame = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length))) as Frame & { buffers: number[] };
  let at = 4 + length;
  const buffers = (frame.buffers ?? []).map((size) => {
    // A copy: a view into a shared buffer would be taken for the whole of it.
    const part = new DataView(data.slice(at, at + size));
    if (part.byteLength !== size) throw new Error("a frame is shorter than it says");
    at += size;
    return part;
  });
  return { frame, buffers };
}
