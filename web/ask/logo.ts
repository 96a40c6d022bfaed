/** A picture as a survey can hold it: within the page, and small. */

/** Characters of a data: URL. */
const most = 200_000;
/** It is shown at 220 × 48 at most; twice that for sharp screens, and once more to be safe. */
const widths = [660, 440, 220];

type Made = { data: string } | { problem: "tooLarge" | "notPicture" };

const read = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(new Error("unreadable")));
    reader.readAsDataURL(file);
  });

export async function logoFrom(file: File): Promise<Made> {
  try {
    const picture = await createImageBitmap(file);
    if (file.size < (most * 3) / 4 - 100) {
      const data = await read(file);
      if (data.length <= most && /^data:image\/(png|jpeg|webp);base64,/.test(data)) return { data };
    }
    for (const width of widths) {
      const scale = Math.min(1, width / picture.width);
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const data = canvas.toDataURL("image/png");
      if (data.length <= most) return { data };
    }
    return { problem: "tooLarge" };
  } catch {
    return { problem: "notPicture" };
  }
}
