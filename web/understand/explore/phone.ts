/** Whether there is no room but for one thing above the other: as wide as what folds away (parts/Fold). */
import { useMediaQuery } from "@mantine/hooks";

export const usePhone = (): boolean =>
  useMediaQuery("(max-width: 40em)", false, { getInitialValueInEffect: false });
