declare module "*.module.css" {
  const names: Readonly<Record<string, string>>;
  export default names;
}
declare module "*.css";
declare module "*/survey.css" {
  const text: string;
  export default text;
}
