"""Owns what one line says by itself: a byline, a notice, a numbered heading. Its neighbours: line_kinds.py.

Patterns are written in simplified characters; a line is brought to them character by character, with a
table of just the characters that occur in them.
"""

from __future__ import annotations

import re
from enum import IntEnum, auto
from itertools import product


class Look(IntEnum):
    """What a line says by itself; a number, for numbers are the fastest to look up."""

    PROSE = auto()  # sentences
    SHORT = auto()  # a heading, a title, a link or an item of a list: its neighbours tell
    LOOSE = auto()  # as short, but a question, a cry, an aside in brackets: no heading
    NUMBERED = auto()  # 一、 （一） 第一章
    BYLINE = auto()  # who, when, whence
    DATED = auto()  # starts with a whole date and has no full stop
    DATE = auto()  # is a date and nothing else
    CAPTION = auto()
    CHROME = auto()  # breadcrumbs, buttons, notices
    LINKS = auto()  # opens a list of links
    FIELD = auto()  # the name of a field of an official document, whose value is the next line
    FIGURES = auto()  # no letters: a time, a number, what is left of a button


_PROSE = Look.PROSE  # most lines are

LONGEST_HEADING = 50
LONGEST_NUMBERED = 60
LONGEST_BYLINE = 160
LONGEST_CAPTION = 200
LONGEST_NOTICE = 400
_LONGEST_CREDIT = 48  # at the end of a line


def look_of(line: str) -> Look:
    """What a line without white space at its ends says by itself; constant time for long lines."""
    length = len(line)
    if length > LONGEST_NOTICE or _is_plain_prose(line, length):
        return _PROSE
    if line[0] == "第" and _ARTICLE.fullmatch(line):
        return Look.NUMBERED
    line = plain(line)
    if length == 1:
        return _look_of_character(line)
    if _NOTICE.match(line) or (_NOTICE_SIGN.search(line) and _NOTICE_INSIDE.search(line)):
        return Look.CHROME
    if length > LONGEST_CAPTION:
        return _PROSE
    end = max(0, length - _LONGEST_CREDIT)
    if _CAPTION.match(line) or (
        _PICTURE_SIGN.search(line, end) and _CREDIT.search(line, end) and not _NUMBERED.match(line)
    ):
        return Look.CAPTION
    if length > LONGEST_BYLINE or has_sentence(line):
        return _PROSE
    return _look_without_stop(line)


def _is_plain_prose(line: str, length: int) -> bool:
    """Whether a line holds a full stop and nothing that the patterns of anything else could match: most lines do."""
    return (
        ("。" in line or "；" in line)
        and length > 1
        and (first := line[line[0] in "【[（("]) not in _BEGINNINGS
        and not first.isspace()
        and not _NOTICE_SIGN.search(line)
        and not _PICTURE_SIGN.search(line, max(0, length - _LONGEST_CREDIT))
    )


def _look_of_character(line: str) -> Look:
    if line in _LONE_CHROME:
        return Look.CHROME
    if line.isalpha():
        return Look.SHORT
    return Look.PROSE if has_sentence(line) or line in _CRIES else Look.FIGURES


def _look_without_stop(line: str) -> Look:
    for pattern, look in _LOOKS:
        if pattern.match(line):
            return look
    if _STARTS_WITH_DATE.match(line):
        return Look.BYLINE if _FIELD_INSIDE.search(line) else Look.DATED
    if _DATE_APART.search(line):
        return Look.DATED
    if _NO_LETTERS.match(line):
        return Look.FIGURES
    if _ATTACHED.match(line):
        return Look.SHORT
    if line[-1] in _OPEN or line[0] in _TABLE or _DATELINE.match(line):
        return Look.PROSE
    if len(line) <= LONGEST_NUMBERED and _NUMBERED.match(line):
        return Look.PROSE if _ASKED.search(line) else Look.NUMBERED
    if len(line) > LONGEST_HEADING:
        return Look.PROSE
    in_brackets = line[0] in "（(" and line[-1] in "）)"
    return Look.LOOSE if in_brackets or line[-1] in _CRIES else Look.SHORT


def plain(line: str) -> str:
    """The line in the characters that patterns are written in, each in its place."""
    return line.translate(_TO_SIMPLIFIED) if _OTHER.search(line) else line  # to look takes a tenth of the time


def has_stop(line: str) -> bool:
    """Whether a line holds a whole sentence, or breaks off in the middle of one."""
    return line[-1] in _OPEN or has_sentence(line)


def has_sentence(line: str) -> bool:
    """Whether there is a full stop, or speech, which may do without: ？” or 问：……？ or several questions."""
    if "。" in line or _STOP.search(line):
        return True
    return line[-1] in _CRIES and (_SPEAKER.match(line) is not None or sum(map(line.count, _CRIES)) > 1)


def is_organisation(line: str) -> bool:
    """Whether a short line reads as the name of a body: a committee, a school, a company, a village."""
    return _ORGANISATION.fullmatch(plain(line)) is not None


def is_names(line: str) -> bool:
    """Whether a short line reads as the names of one to four people, or as an office and a name behind it."""
    return _NAMES.fullmatch(plain(line)) is not None


def is_field_name(line: str) -> bool:
    """Whether a line is the name of a field of an official document and nothing else."""
    return _FIELD_ALONE.match(plain(line)) is not None


def is_signed(line: str) -> bool:
    """Whether a line in brackets names a body: whose the piece below its heading is."""
    return line[0] in "（(" and line[-1] in "）)" and is_organisation(line[1:-1])


def is_of_editors(line: str) -> bool:
    """Whether a line names the editors: what stands below a piece."""
    return _EDITORS.match(plain(line)) is not None


def is_post(line: str) -> bool:
    """Whether a line says when something was posted, below the name of who did."""
    return plain(line).startswith("发表于")


def title_goes_on(line: str) -> bool:
    """Whether a line of a title is visibly unfinished: 关于印发 at its end, or a quotation left open."""
    return _TITLE_GOES_ON.search(plain(line)) is not None


def ends_title(line: str) -> bool:
    """Whether a line ends as titles of official documents do: 的通知, 办法, 意见."""
    return _TITLE_END.search(plain(line)) is not None


def continues_title(line: str) -> bool:
    """Whether a line reads as the second half of a title: 关于……的通知 below the name of who issues it."""
    return _TITLE_CONTINUED.match(plain(line)) is not None


_TRADITIONAL = (
    "佈來侷係們備內冊別則務協員問單噹圖團報學實審專尋對導廳彆彔復懷戶捲掃擊攝數於時會朮條構標機檢檯欄權歡"
    "瀏為無熱爲現當發碼礙種稱節簡糰糾約組結統經維網綵編總繫習聞聯聲臺與舉華蒐薦處號術衕製複覆覈視覽訊記設"
    "許訴註証評詞話認說説請論證識讀讚責貼資贊載輯輸轉辦迴連違郵鄉鄭醫錄錯録鍊鍵鎭鎮鏈鏡長門閉開間閤閱閲關"
    "陸電頁頂頻題類顧颱騰體髮點齣後絡隱護據聽啟續讓檔區廣訂給錯過畫劃語匿遵國際滾藍還該眾屬縮壇讚監籌終傳廢線進範圍禮講規細綱謝絕縣創書廠負繼張庫參採寫馬輕"
)
_SIMPLIFIED = (
    "布来局系们备内册别则务协员问单当图团报学实审专寻对导厅别录复怀户卷扫击摄数于时会术条构标机检台栏权欢"
    "浏为无热为现当发码碍种称节简团纠约组结统经维网彩编总系习闻联声台与举华搜荐处号术同制复复核视览讯记设"
    "许诉注证评词话认说说请论证识读赞责贴资赞载辑输转办回连违邮乡郑医录错录链键镇镇链镜长门闭开间合阅阅关"
    "陆电页顶频题类顾台腾体发点出后络隐护据听启续让档区广订给错过画划语匿遵国际滚蓝还该众属缩坛赞监筹终传废线进范围礼讲规细纲谢绝县创书厂负继张库参采写马轻"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_OTHER = re.compile(f"[{re.escape(_TRADITIONAL)}]")


def _any(words: str) -> str:
    """One group that matches any of the words, the longest that fits; a _ in a word is white space that may stand there."""
    longest_first = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(word.replace("_", r"\s{0,4}") for word in longest_first) + ")"


def _in_both(words: str) -> str:
    """The words in every mixture of the two scripts."""
    written: dict[str, str] = {}
    for traditional, simplified in zip(_TRADITIONAL, _SIMPLIFIED, strict=True):
        written[simplified] = written.get(simplified, simplified) + traditional
    return "|".join(
        "".join(mixture) for word in words.split() for mixture in product(*(written.get(one, one) for one in word))
    )


# What no heading ends with, and what a row of a drawn table starts with.
_OPEN = "，,、：:；;（(《“「『〔【"
_TABLE = "│┃┌├└"
_CRIES = "！？!?"
_STOP = re.compile(r"[。；]|[！？!?][”’」』]")
_SPEAKER = re.compile(r"[\u4e00-\u9fff]{1,5}[:：]")

_DATE = (
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_TIME = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_STARTS_WITH_DATE = re.compile(rf"[（(]?{_DATE}")
_CLOCK = rf"(?:[A-Z]{{3}}\s?)?{_TIME}|\d{{1,2}}时(?:\d{{1,2}}分)?"
_WEEKDAY = r"[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?"
_UPDATED = r"[（(][^）)]{0,24}更新[）)]"
_ONLY_DATE = re.compile(
    rf"[（(]?\s?{_DATE}\s{{0,4}}(?:{_WEEKDAY})?\s{{0,4}}(?:{_CLOCK})?\s{{0,4}}(?:{_UPDATED})?\s?[）)]?$"
    rf"|(?:香港|台北|北京)?时间\s?(?:{_CLOCK})$"
)
# A date between spaces: who, when and where in one line without the names of fields.
_DATE_APART = re.compile(rf"^[^，。；]{{1,40}}[\s|｜]{_DATE}(?:[\s|｜]|印发$|$)")

_FIELD = _any(
    """
    来源 本文来源 稿源 出处 作者 撰文 编辑 编审 责编 责任编辑 记者 通讯员 摄影 供稿 审核 校对 时间 日期
    发布_时间 发布_日期 发布_机构 更新_时间 索_引_号 发文_机关 发文_单位 解读_机构 解读_单位 制定_机关
    印发_机关 公开_责任部门 成文_日期 主题_分类 主题_词 公文_种类 发文_字号 文_号 有_效_性 统一_编号
    信息_名称 信息_分类 标_题 名_称 浏览_次数 阅读_次数 点击_数 点击_次数 浏览量 阅读量 点阅_次数 发布_单位 发稿_单位
    资料_来源 供图 制图 美编 文字 图文 排版 校审 监制 统筹 策划 初审 复审 终审 二审 三审 值班_编委 网站_编辑 联络人 联系人
    张贴_人 新闻_联络人 联络_电话 地址 服务_时间 更新_日期 联系_电话 电话 传真 邮箱 原标题 信息_来源 公开_方式 公开_日期 有效_期 施行_日期 生效_日期 废止_日期 关键_词
    """
)
_FIELD_ALONE = re.compile(
    _any(
        """
        索_引_号 主题_分类 发文_机关 发文_单位 成文_日期 发文_日期 标_题 名_称 发文_字号 文_号 发布_日期 公开_日期 发布_机构
        有_效_性 主题_词 信息_分类 信息_名称 公文_种类 体裁_分类 服务_对象 生成_日期 公开_方式 公开_范围 制发_机关 生效_日期
        废止_日期 关键_词 组配_分类 是否_有效
        """
    )
    + r"\s{0,4}[:：]?$"
)
_FIELD_INSIDE = re.compile(rf"{_FIELD}\s?[:：]")
_BYLINE = re.compile(
    rf"[【\[（(■□]?\s?{_FIELD}\s{{0,4}}(?:[:：／/丨｜|]|[-－]\s)"
    r"|\d{4}年第\s?\d{1,3}\s?[号期](?:\s?[（(]?总第\s?\d+\s?[号期][）)]?)?$|原创\s+\S|[（(]作者(?:系|单位|为|是)\S|.{2,60}\s\d{4}年\d{1,2}月\d{1,2}日\s?印发$"
    r"|[文图]\s?[/／｜|丨]\s?\S"
    rf"|[（(【□■]?\s?(?:本[报网刊台]|新华社)?(?:特约|实习)?(?:记者|通讯员)\s+\S"
    r"|[\u4e00-\u9fff]{2,10}(?:记者|通讯员)\s+[\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4}){0,6}$"
    r"|[\u4e00-\u9fff]{2,6}[社报网台]记者[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4}){0,4}$"
    rf"|《[^》]{{2,16}}》\s?[（(]\s?{_DATE}|发表于\s?{_DATE}|[（(][^（）()。]{{2,40}}参与(?:采写|报道|采访)[）)]$"
    rf"|https?://\S+\s+{_DATE}"
    r"|[\u4e00-\u9fff]{2,12}\s?[〔\[［（(]\s?\d{4}\s?[〕\]］）)]\s?第?\s?\d+\s?号$"
    r"|[（(][^（）()。，,]{1,24}[报网社台][）)]\s?\|?$"
)

_CAPTION = re.compile(
    r"[（(【]?\s?(?:[上下左右]?图(?:[为示]|[:：])|[图照]片(?:说明)?[:：]|资料(?:图片?|照片)"
    r"|图\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[\s:：]|[▲△▼↑↓←→]\s?\S)"
)
_CREDIT = re.compile(
    r"(?:[\s。”』」（(][^\s。，,：:（(]{1,12}\s?|^\S{2,12}\s)(?:摄影?|供图|制图)[）)】]?$"
    r"|摄影?\s?[/／:：]\s?\S{1,12}$|[/／]摄影?$|[图照]\s?[/／]\s?\S{1,16}$"
    r"|(?:记者|通讯员)\S{2,8}摄(?:影|于\S{1,10})?(?:\s{1,4}\S{4,14})?$"
    r"|[（(][^（）()。]{0,16}(?:资料|档案|示意|网络|效果)(?:图片?|照片?|相片)[）)]?$|[（(]图\s?[/／][^（）()。]{1,24}[）)]$"
    r"|。(?:资料|档案|网上)(?:图片?|照片?|相片)$|(?:记者|通讯员)\s?\S{2,8}\s图$"
)

_WAY = re.compile(
    r"(?:[您你]?(?:现在|当前|目前)?的?(?:所在)?(?:栏目)?位置|导航)\s?[:：]|[∙·•]\s?\S{2,10}\s?[>＞]$"
    r"|[^。！？>＞»›]{1,20}(?:[>＞»›]{1,2}[^。！？>＞»›]{1,20})+$"
    r"|[^|｜。，,\s]{1,10}(?:\s{0,4}[|｜]\s{0,4}[^|｜。，,\s]{1,10}){2,}\s{0,4}[|｜]?$"
    r"|https?://\S+$|www\.\S+$|首页\s{0,4}(?:[/／>＞»›|｜→-]|$)|\S{0,6}首页(?:[\s|]+\S{2,5}){3,}$|第\s?[A-Z]?\d{1,3}\s?版(?:\s?[:：]\s?\S{1,10})?$"
    r"|[#＃][^#＃。，]{1,24}(?:\s*[#＃][^#＃。，]{1,24})*$|[\u4e00-\u9fff]{4,28}(?:政府|委员会|办公[厅室]|[局厅部委])文件$"
)
_BUTTON = _any(
    r"""
    首_页 网站 返回 顶部 打印 列印 本页 此页 本站 本文 关闭 窗口 视窗 收藏 设为 加入 搜_索 搜_寻 检_索
    请输入 关键字 关键词 登录 登陆 登入 注册 一键 分享[到至]? 关注[^\s，。]{0,8} 新浪 腾讯 微博 微信 朋友圈
    QQ空间 QQ好友 QQ Qzone 人人网 豆瓣 百度 贴吧 Facebook Twitter LINE WhatsApp 复制链接 复制连结 字_号 字_体
    默认 超大 大 中 小 无障碍 长者_模式 关怀_模式 English 简体_中文 繁体_中文 简体 繁体 手机版 客户端
    扫一扫 二维码 点赞 评论 留言 举报 纠错 RSS 邮箱 网站_地图 联系_我们 关于_我们 上一[页篇条] 下一[页篇条]
    末页 更多 全文 正文 听新闻 朗读 放大 缩小 默认 列印_版 打印_版 寄给朋友 转寄 简体_版 繁体_版 英文_版 政府新闻网 即日新闻
    回页顶 回顶端 回到顶端 到顶端 回上[一]?页 阅读原文 电邮 收起 展开 字号 回到 上一版 下一版 返回目录 版面导航 标题导航 期刊 论坛 新_闻 图_片
    视_频 论_坛 博客 订阅 投稿 我要(?:评论|留言|纠错) 网友(?:评论|留言) 发表_评论 用户名 密码 匿名 发表于 收录于 合集 话题 私隐政策 隐私权?政策
    只看该作者 回帖奖励 倒序浏览 阅读模式 使用道具 返回列表 发新帖 高级模式 本版积分规则 支持 反对 转播 淘帖 回复 查看
    好友 和 可听 听 听全文 语音 正在加载 重要告示 使用条款 服务条款 滚动 往期回顾 人参与 相关图片 关闭本页 无障碍浏览 进入关怀版 IP属地 点赞 收藏 已关注 赞 推送 播放 语音播报
    隐私权及资[讯通]安全(?:政策|宣告) 政府网站资料开放宣告 大字体 小字体 标签
    """
)
_GAP = r"[\s\d【】\[\]()（）|｜·•>＞:：/,，、《》_-]*"
_BUTTONS = re.compile(rf"(?>(?:(?>{_GAP}{_BUTTON}))+){_GAP}$", re.IGNORECASE)
_NOTICE = re.compile(
    r"[【\[（(]?\s?(?:(?:版权|免责|特别|郑重|网站|本网|本站|法律)(?:[与及和]免责)?\s?声明|版权所有|copyright|[©ⓒ]"
    r"|凡(?:本[网站]|注明|转载)|本[网站文](?:所?[刊登转]载|未经|[系为].{0,6}转载)"
    r"|未经.{1,20}(?:授权|许可|同意).{0,30}(?:转载|镜像|摘编|使用)"
    r"|抄[送报]\s?[:：]|[报送发]\s?[:：](?!.*。)|[（(]?共印\s?\d+\s?份|本网站之|关注公众号|分享让更多人看到"
    r"|(?:点击|长按|扫描|识别|扫一扫|微信扫一扫|请用微信).{0,14}(?:蓝字|二维码|关注|卡片|名片|手机|当前页|阅读原文|朋友圈|公众号)"
    r"|点个.{0,2}(?:在看|赞)|(?:请|欢迎)您?(?:文明上网|理性发言|自觉遵守)|请同意我们的隐私|请?继续(?:下滑|往下)|不[让用]你错过"
    r"|下载.{0,12}(?:APP|客户端)|(?:网络)?(?:经营|出版|视听)(?:服务)?许可证|新闻(?:热线|信箱)\s?[:：]|关注该公众号|微信扫一扫"
    r"|更多.{0,12}关注.{1,16}$|(?:特别)?声明\s?[:：].{0,60}(?:转载|版权|侵权)|[+＋]\S{1,10}$"
    r"|[-—\s]{0,4}(?:END|完|全文完)[-—\s]{0,4}$"
    r"|违法和?不良信息|(?:举报|投诉)(?:电话|邮箱)|互联网新闻信息服务许可"
    r"|(?:主|承|协)办(?:单位)?\s?[:：]|技术支持\s?[:：]|网站标识码"
    r"|用微信扫|[点按]我(?:下载|看|加入|订阅|追踪)|马上注册|您需要\s?登[录入陆]|请在.{2,20}发表评论|纠错】)",
    re.IGNORECASE,
)
# Without one of these the slower patterns cannot match; most lines have none.
_NOTICE_SIGN = re.compile(
    _in_both("转载 转贴 镜像 复制 摘编 版权 自负 ICP icp 公网安备 ights IGHTS 不良信息 APP 客户端 数据库 ©")
)
_PICTURE_SIGN = re.compile("[摄攝图圖照片]")
# What a notice or a caption can begin with, in both scripts.
_BEGINNINGS = frozenset(
    "【[（(+＋-—©ⓒⒸ▲△▼↑↓←→CcEe版免特郑鄭网網本法凡未抄报報送发發共关關分点點长長扫掃识識微请請欢歡继繼不下经經出视視许許新更"
    "声聲完全违違举舉投互主承协協技用按马馬您齣髮纠糾上左右图圖照资資"
)
_NOTICE_INSIDE = re.compile(
    r"all rights reserved|ICP[备证]|公网安备"
    r"|(?:本[网站报社刊]|本网站|本公司|网站).{0,60}(?:不得|请勿|禁止|谢绝).{0,16}(?:转载|镜像|复制|转贴|摘编)"
    r"|版权所有.{0,12}(?:未经|不得|转载)|转载(?:请|须|时)?(?:务必)?注明(?:出处|来源)|自负法律责任|违法和?不良信息举报"
    r"|APP看新闻|(?:APP|客户端).{0,8}最新版本|\S{2,12}数据库[（(]\d{4}|^\d{4}\s?©",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"[【\[■◆●]?\s?(?:(?:相关|推荐|热门|热点|延伸|更多|最新|最近|精彩|往期|图片|专题|深度)\s?"
    r"(?:新闻|阅读|文章|链接|连结|报道|报导|专题|推荐|内容|稿件|信息|视频|排行|回顾|解读|文件|附件|下载|观察)\s?(?:[:：】\]>＞]|$)"
    r"|文件下载\s?(?:[:：]|$)|解读材料$|猜你喜欢|喜欢此内容的人还喜欢|阅读下一篇|网友(?:评论|留言)$|(?:点击|热文)排行|友情链接|[上下]一[篇条]\s?[:：])"
)

_NUMBER = r"[一二三四五六七八九十百零〇\d]{1,5}"
_ARTICLE = re.compile(rf"第\s?{_NUMBER}(?:\s?[-－之]\s?{_NUMBER})?\s?[条條]")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
    rf"|第\s?{_NUMBER}\s?(?:[章节编篇卷]|回(?!合)|部分)|第\s?{_NUMBER}(?:\s?[-－之]\s?{_NUMBER})?\s?条$"
    r"|附\s?[则件录]\s?[一二三四五六七八九十\d]{0,3}$"
)
_ORGANISATION = re.compile(
    r"(?!.*(?:[的了是]|工程$))\S{2,28}(?:[委会局厅府处科部团村镇乡组]|[支总]支|办公室|公司|[学医]院|学校|[小中大]学|合作社|街道)"
)
_EDITORS = re.compile(r"[（(【\[]?\s?(?:责任编辑|责编|编辑)")
_TITLE_GOES_ON = re.compile(r"(?:关于|印发|转发|批转)$|《[^》]*$|“[^”]*$|[『「][^』」]*$")
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|决定|公告|通告|报告|批复|函|方案|规定|细则|规划|纲要|条例|解读|讲话|答记者问)[》）)]?$"
)
_TITLE_CONTINUED = re.compile(r"关于|印发|转发")

_LONE_CHROME = frozenset(">＞»›|｜+＋×完")
_NO_LETTERS = re.compile(r"[^\u4e00-\u9fffA-Za-z…│┃┌├└]+$")
_ATTACHED = re.compile(r"附件\s{0,4}[:：]$")
_DATELINE = re.compile(r"[（(]?[\u4e00-\u9fff]{2,16}\d{1,2}月\d{1,2}日[电讯](?!\S{0,4}$)")
_ASKED = re.compile(r"[、．.）)]\s?问\s?[:：]")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧温施洪"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮於蕭鄧許呂蘇盧蔣賈葉閻鐘範譚鄒陸顧龍萬錢湯賀賴龔歐溫莊庄詹顏颜游簡简鄺邝關关車车"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_OFFICE = r"[\u4e00-\u9fff、]{0,24}(?:[省市县区乡镇村校院厂局处科部司署社]长|書記|书记|主任|主席|總統|总统|總理|总理|部长|委員長|委员长|秘书长|教授)"
_NAMES = re.compile(rf"(?:{_OFFICE}[\s\u3000]{{1,8}})?{_NAME}(?:[\s\u3000、]{{1,8}}{_NAME}){{0,3}}")

_LOOKS = (
    (_FIELD_ALONE, Look.FIELD),
    (_ONLY_DATE, Look.DATE),
    (_BYLINE, Look.BYLINE),
    (_LINKS, Look.LINKS),
    (_WAY, Look.CHROME),
    (_BUTTONS, Look.CHROME),
)
