export default function Health() {
  return undefined;
}
