/** Whether a form may begin with what was read: not with what is just being read again, as after it was saved. */
import { useState } from "react";

/** True from the first moment on at which nothing is read again; where that fails, the form says what others changed. */
export function useFresh({ isFetching }: { isFetching: boolean }): boolean {
  const [was, set] = useState(!isFetching);
  if (!was && !isFetching) set(true);
  return was || !isFetching;
}
