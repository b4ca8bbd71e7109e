import type { enFarms } from "./en-farms";

export const zhCnFarms: Record<keyof typeof enFarms, string> = {
  "farms.title": "养殖场总览",
  "farms.loading": "正在加载养殖场",
  "farms.failed": "无法显示养殖场",
  "farms.old": "所示内容不是最新：{problem}",
  "farms.sum": "{count} 个养殖场中 {needy} 个需要处理",
  "farms.find": "查找养殖场",
  "farms.none": "没有这个养殖场。",
  "farms.calm": "正常",
  "farms.count": "{severity}：{count}",
  "farms.all-report": "{count} 栋鸡舍，全部在线",
  "farms.silent": "{count} 栋中 {silent} 栋失联：",
  "farms.nobody": "无人值班",
};
