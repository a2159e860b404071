"""Owns what is known of units: which there are, how each is written plainly, and what it measures."""

from __future__ import annotations

from enum import StrEnum


class QuantityKind(StrEnum):
    """What a quantity measures; the value is what is stored and exported."""

    COUNT = "count"
    AMOUNT = "amount"  # a number without a unit
    MONEY = "money"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    RATIO = "ratio"
    MULTIPLE = "multiple"
    RANK = "rank"
    DURATION = "duration"
    AGE = "age"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    MASS = "mass"
    ENERGY = "energy"
    POWER = "power"
    TEMPERATURE = "temperature"
    SPEED = "speed"
    RATE = "rate"  # so much of one thing for one of another: 微克/立方米, 人/平方公里
    DATA = "data"
    OTHER = "other"  # a measure of another kind: 千伏, 分贝


_WRITTEN = {
    QuantityKind.MONEY: (
        "元 元人民币=元 元新台币=新台币 元台币=新台币 元港币=港元 人民币=元 元整=元 圆=元 圆整=元 日圆=日元 韩圆=韩元 块钱=元 角 毛钱=角 分钱 美元 美金=美元 港元 港币=港元 欧元 英镑 日元 韩元 "
        "澳元 加元 新台币 新加坡元 新元 卢布 法郎 瑞士法郎 "
        "马克 泰铢 铢=泰铢 卢比 澳门元 澳门币=澳门元 台币=新台币 林吉特 比索 雷亚尔 兰特 毛=角"
    ),
    QuantityKind.PERCENT: "% %%=% ‰",
    QuantityKind.PERCENTAGE_POINTS: "百分点 个百分点=百分点",
    QuantityKind.MULTIPLE: "倍 番",
    QuantityKind.DURATION: (
        "年 月 个月=月 周 个星期=星期 星期 个礼拜=星期 礼拜 天 昼夜 小时 个小时=小时 个钟头=小时 "
        "钟头 分钟 秒 秒钟=秒 毫秒 个工作日=工作日 工作日 个季度=季度 季度 "
        "周年 个年头=年 个学年=学年 学年 交易日 个交易日=交易日 "
    ),
    QuantityKind.AGE: "岁 周岁=岁",
    QuantityKind.LENGTH: (
        "公里 千米=公里 里 华里 米 公尺=米 厘米 公分=厘米 公厘=毫米 毫米 微米 纳米 nm=纳米 光年 海里 英里 英尺 英寸 尺 寸 丈 "
        "km=公里 m=米 cm=厘米 mm=毫米"
    ),
    QuantityKind.AREA: (
        "平方米 平方公尺=平方米 平方公里 平方千米=平方公里 平方厘米 平方公分=平方厘米 平方英里 平方英尺 平米=平方米 亩 公顷 顷 坪 "
        "m2=平方米 km2=平方公里 hm2=公顷 公亩"
    ),
    QuantityKind.VOLUME: "立方米 立方公尺=立方米 立方=立方米 立方厘米 立方公分=立方厘米 立方公里 方=立方米 升 公升=升 毫升 m3=立方米 l=升 ml=毫升",
    QuantityKind.MASS: (
        "吨 公吨=吨 公斤 千克=公斤 克 公克=克 毫克 微克 蒸吨 斤 市斤=斤 两 担 磅 盎司 吨标准煤 吨标煤=吨标准煤 "
        "kg=公斤 g=克 mg=毫克 t=吨"
    ),
    QuantityKind.ENERGY: (
        "千瓦时 千瓦小时=千瓦时 度电=千瓦时 兆瓦时 吉瓦时 千卡 大卡=千卡 卡 卡路里=卡 焦 焦耳=焦 千焦 "
        "kwh=千瓦时 mwh=兆瓦时 gwh=吉瓦时"
    ),
    QuantityKind.POWER: "千瓦 瓦 兆瓦 吉瓦 马力 kw=千瓦 mw=兆瓦 gw=吉瓦",
    QuantityKind.TEMPERATURE: "摄氏度 °c=摄氏度 华氏度 °f=华氏度",
    QuantityKind.DATA: "kb mb gb tb pb",
    QuantityKind.OTHER: (
        "毫米汞柱 千伏 伏 v=伏 千伏安 kv=千伏 安培 分贝 db=分贝 赫兹 兆赫 hz=赫兹 mhz=兆赫 ghz 帕 千帕 兆帕 "
        "mpa=兆帕 度 像素 khz mbps gbps pflops eflops"
    ),
    QuantityKind.COUNT: (
        "个 名 人 人次 人口 口 口人 位 户 户次 家 家次 项 项次 大项 小项 件 件次 条 条次 次 支 只 "
        "头 头次 匹 辆 辆次 台 台次 台套 套 座 栋 幢 所 处 间 批 批次 期 场 场次 例 例次 起 "
        "锭 宗 篇 篇次 部 部次 本 册 册次 份 份次 张 幅 枚 块 片 棵 株 盏 根 把 顶 双 对 组 班 班次 "
        "队 团 轮 趟 遍 步 层 级 类 大类 小类 种 门 门次 款 样 笔 单 桩 股 艘 艘次 架 架次 列 节 "
        "具 尊 "
        "扇 面 道 眼 孔 尾 羽 粒 颗 瓶 箱 袋 包 桶 副 碗 杯 桌 剂 剂次 封 堂 强 幕 盘 盆 床 席 村 屯 县 市 省 区 镇 乡 "
        "国 社区 课时 学时 标段 标准箱 标箱 teu=标准箱 车次 车皮 "
        "分 环 格 代 朵 串 束 捆 排 行 字 页 卷 集 首 句 杆 门 扎 畦 垄 拨 员 字 万步=步 票 站 段 "
        "宿 席位 床位 车位 岗位 户头 人天 人年 案 亩次 倍次 元次 校 诊 诊次"
    ),
}  # fmt: skip


def _read_units() -> tuple[dict[str, str], dict[str, QuantityKind]]:
    plain: dict[str, str] = {}
    kinds: dict[str, QuantityKind] = {}
    for kind, written in _WRITTEN.items():
        for entry in written.split():
            name, _, same_as = entry.partition("=")
            plain[name] = same_as or name
            kinds[name] = kind
    return plain, kinds


PLAIN_UNIT, KIND_OF_UNIT = _read_units()
"""A unit as written (match form) → as it is stored, and → its kind."""

# After a number these make a date, a place in a list or a name, not a quantity.
_NOT_UNITS = (
    "号 季度 楼 月 月份 日 时 点 点钟 时许 版 版本 世纪 年代 年度 年级 届 室 路 线 号线 中全会 大 "
    "大力 些 点儿 系列 定 致 样 般 直 切 起来 向 路上 带 旦 再 律 体 并 流 心 共 下 下子 "
    "边 代 代人 个点 个基点 个点位"
)
NO_UNIT = frozenset(_NOT_UNITS.split())
