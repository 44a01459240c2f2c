// What the bundler turns into something else.
declare module "*.ftl" {
  const text: string;
  export default text;
}
declare module "*.svg" {
  const url: string;
  export default url;
}
