"""Owns what one line says by itself: a byline, a notice, a numbered heading, prose. Its neighbours: line_kinds.py.

Patterns are written in simplified characters; a line is brought to them character by character, with a table of
just the characters that occur in them.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Look(Enum):
    """What a line says by itself."""

    PROSE = auto()  # sentences
    SHORT = auto()  # a heading, a title, a link or an item of a list: its neighbours tell
    NUMBERED = auto()  # 一、 （一） 第一章
    BYLINE = auto()  # who, when, whence
    DATED = auto()  # starts with a whole date and has no full stop
    DATE = auto()  # is a date and nothing else
    CAPTION = auto()
    CHROME = auto()  # breadcrumbs, buttons, notices
    LINKS = auto()  # opens a list of links


LONGEST_HEADING = 50
LONGEST_NUMBERED = 60
LONGEST_BYLINE = 160
LONGEST_CAPTION = 200
LONGEST_NOTICE = 400


def look_of(line: str) -> Look:
    """What a line without white space at its ends says by itself; constant time for long lines."""
    if len(line) > LONGEST_NOTICE:
        return Look.PROSE
    line = line.translate(_TO_SIMPLIFIED)
    if _NOTICE.match(line) or _NOTICE_INSIDE.search(line):
        return Look.CHROME
    if len(line) > LONGEST_CAPTION:
        return Look.PROSE
    if _CAPTION.match(line) or _CREDIT.search(line):
        return Look.CAPTION
    if len(line) <= LONGEST_BYLINE and not _STOP.search(line):
        return _look_without_stop(line)
    return Look.PROSE


def _look_without_stop(line: str) -> Look:
    if _DATE_ONLY.fullmatch(line):
        return Look.DATE
    if _BYLINE.match(line):
        return Look.BYLINE
    if _LINKS.match(line):
        return Look.LINKS
    if _WAY.match(line) or _BUTTONS.fullmatch(line):
        return Look.CHROME
    if _DATED.match(line):
        return Look.BYLINE if _FIELD_INSIDE.search(line) else Look.DATED
    if line[-1] in "，,、：:；;（(《“「『〔【":
        return Look.PROSE
    if len(line) <= LONGEST_NUMBERED and _NUMBERED.match(line):
        return Look.NUMBERED
    return Look.SHORT if len(line) <= LONGEST_HEADING else Look.PROSE


def is_organisation(line: str) -> bool:
    """Whether a short line reads as the name of a body: a committee, a school, a company, a village."""
    return _ORGANISATION.fullmatch(line.translate(_TO_SIMPLIFIED)) is not None


def title_goes_on(line: str) -> bool:
    """Whether a line of a title is visibly unfinished: 关于印发 at its end, or a quotation mark left open."""
    return _TITLE_GOES_ON.search(line.translate(_TO_SIMPLIFIED)) is not None


def continues_title(line: str) -> bool:
    """Whether a line reads as the second half of a title: 关于……的通知 below the name of who issues it."""
    return _TITLE_CONTINUED.match(line.translate(_TO_SIMPLIFIED)) is not None


_TRADITIONAL = (
    "來處編輯責記訊員攝審發時間機構號關類題詞種統稱標瀏覽數點擊報網臺實習約華圖為說資傳製現當欄頁頂閉視設檢請輸鍵錄陸註冊"
    "騰號體認無礙長懷簡閱戶碼維贊評論舉糾錯郵聯繫們於條權聲鄭載經許誹違電話訴備證務協辦單術識鏈連結熱門導專內頻顧薦歡"
    "節篇則廳黨會學團醫鎮鄉組總轉龍媒餘複係繁條區環軟紙層級團農廠鏈館隊際聞"
)
_SIMPLIFIED = (
    "来处编辑责记讯员摄审发时间机构号关类题词种统称标浏览数点击报网台实习约华图为说资传制现当栏页顶闭视设检请输键录陆注册"
    "腾号体认无碍长怀简阅户码维赞评论举纠错邮联系们于条权声郑载经许诽违电话诉备证务协办单术识链连结热门导专内频顾荐欢"
    "节篇则厅党会学团医镇乡组总转龙媒余复系繁条区环软纸层级团农厂链馆队际闻"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def _any(words: str) -> str:
    """One group that matches any of the words; a _ in a word is white space that may stand there."""
    return "(?:" + "|".join(word.replace("_", r"\s{0,4}") for word in words.split()) + ")"


_STOP = re.compile(r"[。；]|[！？!?](?=.)")
_DATE = (
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_DATE_ONLY = re.compile(rf"[（(]?\s?{_DATE}\s*(?:\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?\s?[）)]?")
_DATED = re.compile(rf"[（(]?{_DATE}")
_FIELD = _any(
    "来源 稿源 出处 作者 撰文 编辑 编审 责编 责任编辑 记者 通讯员 摄影 供稿 审核 校对 发布_时间 发布_日期 发布_机构 更新_时间 时间 日期"
    " 索_引_号 发文_机关 发文_单位 制定_机关 印发_机关 公开_责任部门 成文_日期 主题_分类 主题_词 公文_种类 发文_字号 文_号 有_效_性"
    " 统一_编号 信息_名称 信息_分类 标_题 名_称 浏览_次数 阅读_次数 点击_数 点击_次数"
)
_FIELD_INSIDE = re.compile(rf"{_FIELD}\s?[:：]")
_BYLINE = re.compile(
    rf"[【\[（(]?\s?{_FIELD}\s?[:：／/]"
    r"|[文图]\s?[/／]\s?\S"
    rf"|[（(【□■]?\s?(?:本[报网刊台]|新华社)?(?:特约|实习)?{_any('记者 通讯员')}\s+\S"
    rf"|https?://\S+\s+{_DATE}"
    r"|[\u4e00-\u9fff]{2,12}\s?[〔\[［（(]\s?\d{4}\s?[〕\]］）)]\s?第?\s?\d+\s?号$"
    r"|[（(][^（）()。，,]{1,24}[报网社台][）)]\s?\|?$"
)
_CAPTION = re.compile(
    r"[（(【]?\s?(?:[上下左右]?图(?:为|[:：])|[图照]片(?:说明)?[:：]|资料(?:图片?|照片)"
    r"|图\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[\s:：]|[▲△▼↑↓←→]\s?\S)"
)
_CREDIT = re.compile(
    rf"(?:[\s。”』」（(]+[^\s。，,：:（(]{{1,12}}\s?|^\S{{2,12}}\s){_any('摄 摄影 供图 制图')}[）)】]?$"
    r"|摄影?\s?[/／:：]\s?\S{1,12}$"
)
_WAY = re.compile(
    rf"[您你]?{_any('现在 当前 目前')}?的?(?:所在)?(?:栏目)?位置\s?[:：]"
    r"|[^。！？>＞»›]{1,20}(?:[>＞»›]{1,2}[^。！？>＞»›]{1,20})+$"
    r"|[^|｜。，,\s]{1,10}(?:\s{0,4}[|｜]\s{0,4}[^|｜。，,\s]{1,10}){2,}\s{0,4}[|｜]?$"
    r"|https?://\S+$|www\.\S+$"
)
_BUTTON = _any(
    "首_页 网站 返回 顶部 打印 列印 本页 此页 本站 本文 关闭 窗口 视窗 收藏 设为 加入 搜_索 搜_寻 检_索 请输入 关键字 关键词 登录 登陆 登入 注册"
    r" 一键 分享[到至]? 关注[^\s，。]{0,8} 新浪 腾讯 微博 微信 朋友圈 QQ空间 QQ好友 QQ Qzone 人人网 豆瓣 百度 贴吧 Facebook Twitter LINE"
    " WhatsApp 复制链接 复制连结 字_号 字_体 默认 超大 大 中 小 无障碍 长者_模式 关怀_模式 模式 English 简体_中文 繁体_中文 简体 繁体 手机版"
    r" 客户端 扫一扫 二维码 点赞 评论 留言 举报 纠错 RSS 邮箱 网站_地图 联系_我们 关于_我们 上一[页篇条] 下一[页篇条] 末页 更多 全文 正文 \d+"
)
_BUTTON_GAP = r"[\s【】\[\]()（）|｜·•>＞:：/,，、《》_-]*"
_BUTTONS = re.compile(rf"(?:{_BUTTON_GAP}{_BUTTON})+{_BUTTON_GAP}", re.IGNORECASE)
_NOTICE = re.compile(
    rf"[【\[（(]?\s?(?:{_any('版权 免责 特别 郑重 网站 本网 本站')}\s?声明|版权所有|copyright|[©ⓒ]"
    rf"|凡(?:本[网站]|注明|转载)|本[网站文](?:所?[刊登转]载|未经|[系为].{{0,6}}转载)|未经.{{1,20}}(?:授权|许可|同意)"
    rf"|违法和?不良信息|{_any('举报 投诉')}{_any('电话 邮箱')}|互联网新闻信息服务许可"
    rf"|(?:主|承|协)办(?:单位)?\s?[:：]|技术支持\s?[:：]|网站标识码)",
    re.IGNORECASE,
)
_NOTICE_INSIDE = re.compile(r"all rights reserved|ICP[备证]|公网安备", re.IGNORECASE)
_LINKS = re.compile(
    rf"[【\[■◆●]?\s?(?:{_any('相关 推荐 热门 热点 延伸 更多 最新 精彩 往期 图片 专题')}\s?"
    rf"{_any('新闻 阅读 文章 链接 连结 报道 报导 专题 推荐 内容 稿件 信息 视频 排行 回顾')}\s?(?:[:：】\]>＞]|$)"
    r"|猜你喜欢|(?:点击|热文)排行|友情链接|[上下]一[篇条]\s?[:：])"
)
_NUMBER = "[一二三四五六七八九十百零〇\\d]{1,5}"
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
    rf"|第\s?{_NUMBER}\s?(?:[章节编篇卷]|部分)|第\s?{_NUMBER}(?:\s?[-－之]\s?{_NUMBER})?\s?条$"
    r"|附\s?[则件录]\s?[一二三四五六七八九十\d]{0,3}$"
)
_ORGANISATION = re.compile(
    rf"\S{{2,28}}{_any('委 会 局 厅 府 处 科 部 支部 总支 办公室 公司 学校 小学 中学 大学 学院 医院 团 合作社 村 镇 乡 街道 组')}"
)
_TITLE_GOES_ON = re.compile(r"(?:关于|印发|转发|批转)$|《[^》]*$|“[^”]*$|[『「][^』」]*$")
_TITLE_CONTINUED = re.compile(r"关于|印发|转发")
