/** A QR code as a picture; what draws it is loaded when one is shown. */
import { lazy, Suspense } from "react";
import { Waiting } from "../parts/Loaded.tsx";
import style from "./workspace.module.css";

type QrProps = { text: string; label: string };

const Drawn = lazy(async () => {
  const { encodeQR } = await import("qr");
  function Picture({ text, label }: QrProps) {
    const rows = encodeQR(text, "raw", { ecc: "medium", border: 2 });
    // One path: a square for each dark place.
    const path = rows
      .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join("");
    return (
      <svg
        className={style.qr}
        viewBox={`0 0 ${rows.length} ${rows.length}`}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <path d={path} fill="currentColor" />
      </svg>
    );
  }
  return { default: Picture };
});

export function Qr(props: QrProps) {
  return (
    <Suspense fallback={<Waiting rows={1} height={192} />}>
      <Drawn {...props} />
    </Suspense>
  );
}
