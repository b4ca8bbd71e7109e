export { zhCn } from "./zh-cn";
export { saidInChinese } from "./zh-cn-said";
