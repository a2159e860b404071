"""Each row: text = value or low..high, unit, kind, approximation, ratio; `-` where there is none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.approximations import Approximation
from reader.text.quantities import Quantity, parse_quantity
from reader.text.scripts import Script, convert
from reader.text.units import KIND_OF_UNIT, PLAIN_UNIT, QuantityKind
from tests.strategies import mixed_text

if TYPE_CHECKING:
    from decimal import Decimal

OTHER_PLACES = """
新臺幣36億4,500萬元 = 3645000000 新台币 money
新臺幣一千元 = 1000 新台币 money
壹仟貳佰圓 = 1200 元 money
叁佰伍拾万元整 = 3500000 元 money
三千日圓 = 3000 日元 money
百八十 = 180 - amount
500g = 500 克 mass
五百级 = 500 级 count
三点五万 = 35000 - amount
人民币五元 = 5 元 money
HK$5 = 5 港元 money
港币300元 = 300 港元 money
美金20萬元 = 200000 美元 money
2萬3,150公頃 = 23150 公顷 area
4成2 = 42 % percent
8成5 = 85 % percent
4分之1 = 0.25 - ratio - 1/4
3比1 = 3 - ratio - 3:1
1∶2 = 0.5 - ratio - 1:2
68∶26∶6 = - - ratio - 68:26:6
38 520宗 = 38520 宗 count
37校 = 37 校 count
近2,300診次 = 2300 诊次 count nearly
75歲或以上 = 75 岁 age at_least
80多岁 = 80 岁 age over
三十来岁 = 30 岁 age about
-2.05‰ = -2.05 ‰ percent
-5℃ = -5 摄氏度 temperature
零下12摄氏度 = -12 摄氏度 temperature
攝氏60度以上 = 60 摄氏度 temperature at_least
零下攝氏5度 = -5 摄氏度 temperature
198毫米汞柱 = 198 毫米汞柱 other
4.8万锭 = 48000 锭 count
半个多小时 = 0.5 小时 duration over
百分之四十至四十五 = 40..45 % percent
三元六角 = 3.6 元 money
3元5角2分 = 3.52 元 money
两块五 = 2.5 元 money
七分钱 = 7 分钱 money
五十公克 = 50 克 mass
八十平方公分 = 80 平方厘米 area
三十公尺 = 30 米 length
500平方公尺 = 500 平方米 area
五千立方公尺 = 5000 立方米 volume
九人至十五人 = 9..15 人 count
六至十二个月 = 6..12 月 duration
29微克/立方米 = 29 微克/立方米 rate
0.013人/亿元 = 0.013 人/亿元 rate
108.9部/百人 = 108.9 部/百人 rate
80千米/小时 = 80 公里/小时 speed
60km/h = 60 公里/小时 speed
3.5米/秒 = 3.5 米/秒 speed
120公里每小时 = 120 公里/小时 speed
45人/平方公里 = 45 人/平方公里 rate
0.45元/度 = 0.45 元/度 money
前5名 = 1..5 名 rank
前十位 = 1..10 位 rank
7.1/10万 = 0.000071 - ratio - 7.1/100000
3.2/万 = 0.00032 - ratio - 3.2/10000
1∶15 = 0.0666666667 - ratio - 1:15
八折 = 80 % percent
7.5折 = 75 % percent
85折 = 85 % percent
九五折 = 95 % percent
2块8 = 2.8 元 money
3毛 = 3 角 money
三千吨标准煤 = 3000 吨标准煤 mass
50户次 = 50 户次 count
22度 = 22 度 other
30EFLOPS = 30 eflops other
四百来碗 = 400 碗 count about
2万3千铢 = 23000 泰铢 money
"""
COUNTS = """
53家 = 53 家 count
135栋 = 135 栋 count
8477人 = 8477 人 count
14498人次 = 14498 人次 count
1.8万户 = 18000 户 count
61.7万名 = 617000 名 count
500万只 = 5000000 只 count
1.2亿块 = 120000000 块 count
１２３个 = 123 个 count
１，２３４户 = 1234 户 count
1,234户 = 1234 户 count
12,345,678人 = 12345678 人 count
3 000名 = 3000 名 count
4691件(次) = 4691 件(次) count
4691件（次） = 4691 件(次) count
73大项 = 73 大项 count
265小项 = 265 小项 count
12臺套 = 12 台套 count
50强 = 50 强 count
430口人 = 430 口人 count
14万人口 = 140000 人口 count
7條 = 7 条 count
60萬尾 = 600000 尾 count
15盞 = 15 盏 count
152戶 = 152 户 count
57頭 = 57 头 count
8支 = 8 支 count
3千名 = 3000 名 count
3千6百万只 = 36000000 只 count
1万2千户 = 12000 户 count
85分 = 85 分 count
1140期 = 1140 期 count
100标准箱 = 100 标准箱 count
20万標準箱 = 200000 标准箱 count
5批次 = 5 批次 count
22个岗位 = 22 个 count
66名肢残人 = 66 名 count
2個殘疾人 = 2 个 count
"""

WORDS = """
三户 = 3 户 count
十户 = 10 户 count
十五名 = 15 名 count
二十户 = 20 户 count
二十三个 = 23 个 count
一百二十户 = 120 户 count
一百零五户 = 105 户 count
一百一十五人 = 115 人 count
一百十五人 = 115 人 count
三百五十名 = 350 名 count
两千三百人 = 2300 人 count
兩千三百人 = 2300 人 count
两千零三人 = 2003 人 count
一万二千人 = 12000 人 count
一万零五十人 = 10050 人 count
十二万五千人 = 125000 人 count
十二萬五千人 = 125000 人 count
三百二十五万户 = 3250000 户 count
一千三百二十五万户 = 13250000 户 count
三千六百万人 = 36000000 人 count
一亿三千万人 = 130000000 人 count
一億三千萬人 = 130000000 人 count
十三亿人 = 1300000000 人 count
一万亿元 = 1000000000000 元 money
三万五千亿元 = 3500000000000 元 money
两兆元 = 2000000000000 元 money
廿三人 = 23 人 count
卅户 = 30 户 count
卅五名 = 35 名 count
壹佰贰拾元 = 120 元 money
貳仟叁佰元 = 2300 元 money
伍万元 = 50000 元 money
伍萬元 = 50000 元 money
叁拾万元 = 300000 元 money
一点五倍 = 1.5 倍 multiple
一百一十六点六万千瓦 = 1166000 千瓦 power
九点二万千瓦 = 92000 千瓦 power
五十点○七亿元 = 5007000000 元 money
零点五公顷 = 0.5 公顷 area
两千公里 = 2000 公里 length
三万亩 = 30000 亩 area
三十岁 = 30 岁 age
四小时 = 4 小时 duration
万元 = 10000 元 money
千户 = 1000 户 count
百人 = 100 人 count
百万元 = 1000000 元 money
千万元 = 10000000 元 money
二〇〇公里 = 200 公里 length
"""

MEASURES = """
8.4亿吨 = 840000000 吨 mass
8.4億噸 = 840000000 吨 mass
８．４亿吨 = 840000000 吨 mass
110万吨 = 1100000 吨 mass
1.2万亿吨 = 1200000000000 吨 mass
500公斤 = 500 公斤 mass
500千克 = 500 公斤 mass
20克 = 20 克 mass
3斤 = 3 斤 mass
5kg = 5 公斤 mass
5ＫＧ = 5 公斤 mass
30毫克 = 30 毫克 mass
20万吨标准煤 = 200000 吨标准煤 mass
800亿立方米 = 80000000000 立方米 volume
900萬立方米 = 9000000 立方米 volume
12立方 = 12 立方米 volume
12m³ = 12 立方米 volume
500毫升 = 500 毫升 volume
30公升 = 30 升 volume
6.3万平方米 = 63000 平方米 area
7300平方米 = 7300 平方米 area
120㎡ = 120 平方米 area
3.2萬畝 = 32000 亩 area
1万亩 = 10000 亩 area
45公顷 = 45 公顷 area
45公頃 = 45 公顷 area
960万平方公里 = 9600000 平方公里 area
960万平方千米 = 9600000 平方公里 area
1382公里 = 1382 公里 length
150公裡 = 150 公里 length
5千米 = 5 公里 length
42.195km = 42.195 公里 length
3.5米 = 3.5 米 length
20厘米 = 20 厘米 length
20釐米 = 20 厘米 length
8毫米 = 8 毫米 length
12海里 = 12 海里 length
2.5PM = none
100千瓦时 = 100 千瓦时 energy
100千瓦時 = 100 千瓦时 energy
1.5亿千瓦时 = 150000000 千瓦时 energy
30度电 = 30 千瓦时 energy
2000千卡 = 2000 千卡 energy
60万千瓦 = 600000 千瓦 power
60萬千瓦 = 600000 千瓦 power
200兆瓦 = 200 兆瓦 power
200MW = 200 兆瓦 power
150马力 = 150 马力 power
35摄氏度 = 35 摄氏度 temperature
35℃ = 35 摄氏度 temperature
220千伏 = 220 千伏 other
60分贝 = 60 分贝 other
500GB = 500 gb data
16TB = 16 tb data
"""

MONEY = """
480万元 = 4800000 元 money
480萬元 = 4800000 元 money
204亿元 = 20400000000 元 money
18.3亿元 = 1830000000 元 money
45460万元 = 454600000 元 money
1119.51万元 = 11195100 元 money
3500元 = 3500 元 money
22億元 = 2200000000 元 money
3元 = 3 元 money
5角 = 5 角 money
20块钱 = 20 元 money
30亿美元 = 3000000000 美元 money
30億美元 = 3000000000 美元 money
2000万欧元 = 20000000 欧元 money
2000萬歐元 = 20000000 欧元 money
500万英镑 = 5000000 英镑 money
10亿日元 = 1000000000 日元 money
8亿港元 = 800000000 港元 money
8億港幣 = 800000000 港元 money
50万新台币 = 500000 新台币 money
50萬新臺幣 = 500000 新台币 money
3万卢布 = 30000 卢布 money
5亿元人民币 = 500000000 元 money
5億元人民幣 = 500000000 元 money
人民币30亿元 = 3000000000 元 money
€200 = 200 欧元 money
£200 = 200 英镑 money
US$200 = 200 美元 money
HK$1.5亿 = 150000000 港元 money
$200 = 200 $ money
100元/亩 = 100 元/亩 money
3.5元/吨 = 3.5 元/吨 money
0.5元 = 0.5 元 money
0.50元 = 0.5 元 money
1.2万亿元 = 1200000000000 元 money
1万2千亿元 = 1200000000000 元 money
"""

SHARES = """
11.8% = 11.8 % percent
11.8%% = 11.8 % percent
43.4％ = 43.4 % percent
１００％ = 100 % percent
0.3% = 0.3 % percent
-
7‰ = 7 ‰ percent
1.2个百分点 = 1.2 百分点 percentage_points
1.2個百分點 = 1.2 百分点 percentage_points
3百分点 = 3 百分点 percentage_points
百分之三十 = 30 % percent
百分之三十点五 = 30.5 % percent
百分之百 = 100 % percent
百分之一百零二点三 = 102.3 % percent
百分之九十九点九 = 99.9 % percent
百分之80 = 80 % percent
百分之2.5 = 2.5 % percent
百分之七 = 7 % percent
千分之三 = 3 ‰ percent
三分之一 = 0.3333333333 - ratio - 1/3
三分之二 = 0.6666666667 - ratio - 2/3
四分之三 = 0.75 - ratio - 3/4
十分之一 = 0.1 - ratio - 1/10
5分之1 = 0.2 - ratio - 1/5
万分之三 = 0.0003 - ratio - 3/10000
萬分之三 = 0.0003 - ratio - 3/10000
1/3 = 0.3333333333 - ratio - 1/3
１／４ = 0.25 - ratio - 1/4
½ = 0.5 - ratio - 1/2
9/10 = 0.9 - ratio - 9/10
8:2 = 4 - ratio - 8:2
8：2 = 4 - ratio - 8:2
1:1 = 1 - ratio - 1:1
1.5:1 = 1.5 - ratio - 1.5:1
3:4:3 = - - ratio - 3:4:3
1:100 = 0.01 - ratio - 1:100
一半 = 0.5 - ratio - 1/2
半数 = 0.5 - ratio - 1/2
七成 = 70 % percent
七成五 = 75 % percent
七成半 = 75 % percent
約六成半 = 65 % percent about
3成 = 30 % percent
七八成 = 70..80 % percent
两倍 = 2 倍 multiple
3.5倍 = 3.5 倍 multiple
一倍 = 1 倍 multiple
两番 = 2 番 multiple
兩番 = 2 番 multiple
"""

TIMES = """
165天 = 165 天 duration
70天 = 70 天 duration
三年 = 3 年 duration
5年 = 5 年 duration
91年 = 91 年 duration
100年 = 100 年 duration
1000年 = none
5000年 = none
兩周 = 2 周 duration
3个月 = 3 月 duration
3個月 = 3 月 duration
三个月 = 3 月 duration
24小时 = 24 小时 duration
24小時 = 24 小时 duration
3个小时 = 3 小时 duration
15个工作日 = 15 工作日 duration
15個工作日 = 15 工作日 duration
两个星期 = 2 星期 duration
30分钟 = 30 分钟 duration
30分鐘 = 30 分钟 duration
10秒 = 10 秒 duration
半年 = 0.5 年 duration
半天 = 0.5 天 duration
半个月 = 0.5 月 duration
半個月 = 0.5 月 duration
半小时 = 0.5 小时 duration
半个小时 = 0.5 小时 duration
一年半 = 1.5 年 duration
3年半 = 3.5 年 duration
两个半小时 = 2.5 小时 duration
兩個半小時 = 2.5 小时 duration
一个半月 = 1.5 月 duration
1个多月 = 1 月 duration over
3年多 = 3 年 duration over
两个多小时 = 2 小时 duration over
30岁 = 30 岁 age
60周岁 = 60 岁 age
60週歲 = 60 岁 age
89周年 = 89 周年 duration
"""

APPROXIMATE = """
近亿吨 = 100000000 吨 mass nearly
近億噸 = 100000000 吨 mass nearly
近千个 = 1000 个 count nearly
近5000人 = 5000 人 count nearly
近5万名 = 50000 名 count nearly
近三十万盘 = 300000 盘 count nearly
将近一百名 = 100 名 count nearly
將近一百名 = 100 名 count nearly
接近60% = 60 % percent nearly
近40公里 = 40 公里 length nearly
近1/3 = 0.3333333333 - ratio nearly 1/3
近一半 = 0.5 - ratio nearly 1/2
近七成 = 70 % percent nearly
约300人 = 300 人 count about
約300人 = 300 人 count about
大约2美元 = 2 美元 money about
50%左右 = 50 % percent about
七成左右 = 70 % percent about
一百人上下 = 100 人 count about
十来个 = 10 个 count about
十來個 = 10 个 count about
三十来户 = 30 户 count about
超300人 = 300 人 count over
超过300人 = 300 人 count over
超過300人 = 300 人 count over
超过２０００亿美元 = 200000000000 美元 money over
逾百万人次 = 1000000 人次 count over
突破百亿元 = 10000000000 元 money over
上千名 = 1000 名 count over
上千万立方米 = 10000000 立方米 volume over
上萬人 = 10000 人 count over
上百个 = 100 个 count over
上亿元 = 100000000 元 money over
20多种 = 20 种 count over
20多種 = 20 种 count over
100余名 = 100 名 count over
100餘名 = 100 名 count over
2680余件 = 2680 件 count over
两千余人 = 2000 人 count over
兩千餘人 = 2000 人 count over
5000多万元 = 50000000 元 money over
5000多萬元 = 50000000 元 money over
８千多萬 = 80000000 - amount over
14万多个 = 140000 个 count over
18500多项 = 18500 项 count over
400多万吨 = 4000000 吨 mass over
一百多幅 = 100 幅 count over
十多个 = 10 个 count over
十余名 = 10 名 count over
百余人 = 100 人 count over
千余户 = 1000 户 count over
六万多人次 = 60000 人次 count over
一千零二十多万场 = 10200000 场 count over
八百多万平方米 = 8000000 平方米 area over
不足100人 = 100 人 count under
不足百元 = 100 元 money under
不到两成 = 20 % percent under
不到三年 = 3 年 duration under
低于5% = 5 % percent under
未满18周岁 = 18 岁 age under
至少3次 = 3 次 count at_least
不少于30人 = 30 人 count at_least
不少於30人 = 30 人 count at_least
不低于60% = 60 % percent at_least
90%以上 = 90 % percent at_least
3门以上 = 3 门 count at_least
55歲以上 = 55 岁 age at_least
一半以上 = 0.5 - ratio at_least 1/2
三分之二以上 = 0.6666666667 - ratio at_least 2/3
百分之八十以上 = 80 % percent at_least
10人及以上 = 10 人 count at_least
30歲以下 = 30 岁 age at_most
5万元以下 = 50000 元 money at_most
10天以内 = 10 天 duration at_most
10天以內 = 10 天 duration at_most
3公里之内 = 3 公里 length at_most
不超过3次 = 3 次 count at_most
最多5人 = 5 人 count at_most
"""

RANGES = """
3—5万 = 30000..50000 - amount
3-5万元 = 30000..50000 元 money
３—５萬元 = 30000..50000 元 money
3至5万元 = 30000..50000 元 money
3万至5万元 = 30000..50000 元 money
3万元至5万元 = 30000..50000 元 money
3万元到5万元 = 30000..50000 元 money
8000—1万人 = 8000..10000 人 count
10%至20% = 10..20 % percent
10%-20% = 10..20 % percent
10-20% = 10..20 % percent
10～20％ = 10..20 % percent
10—20人 = 10..20 人 count
1.5-2.5倍 = 1.5..2.5 倍 multiple
五至八人 = 5..8 人 count
三到五年 = 3..5 年 duration
三至五天 = 3..5 天 duration
15年—30年 = 15..30 年 duration
18至60周岁 = 18..60 岁 age
2——3个 = 2..3 个 count
100至200公里 = 100..200 公里 length
約3—5萬元 = 30000..50000 元 money about
5-3万元 = none
六七百 = 600..700 - amount
六七百人 = 600..700 人 count
六七百萬元 = 6000000..7000000 元 money
七八千名 = 7000..8000 名 count
三四十万吨 = 300000..400000 吨 mass
二十五六岁 = 25..26 岁 age
十七八岁 = 17..18 岁 age
十七八歲 = 17..18 岁 age
一两个 = 1..2 个 count
兩三天 = 2..3 天 duration
三五个 = 3..5 个 count
一百三四十户 = 130..140 户 count
十几个 = 11..19 个 count several
十幾個 = 11..19 个 count several
二十几名 = 21..29 名 count several
十几万元 = 110000..190000 元 money several
"""

VAGUE = """
几十 = - - amount several
几十名 = - 名 count several
幾十名 = - 名 count several
数百名 = - 名 count several
數百名 = - 名 count several
数千人 = - 人 count several
几百万元 = - 元 money several
数十家 = - 家 count several
几十年 = - 年 duration several
几万亩 = - 亩 area several
几个 = - 个 count several
"""

SAID_OTHERWISE = """
近半 = 0.5 - ratio nearly 1/2
過半 = 0.5 - ratio over 1/2
过半数 = 0.5 - ratio over 1/2
超半数 = 0.5 - ratio over 1/2
2—3成 = 20..30 % percent
三至五成 = 30..50 % percent
三成到五成 = 30..50 % percent
3成-12成 = none
百分之三至五 = 3..5 % percent
百分之三到百分之五 = 3..5 % percent
千分之三至五 = 3..5 ‰ percent
百分之五至三 = none
兩三年 = 2..3 年 duration
一两年 = 1..2 年 duration
八九年 = none
一比三 = 0.3333333333 - ratio - 1:3
五比四 = 1.25 - ratio - 5:4
2小時30分 = 150 分钟 duration
1小时45分钟 = 105 分钟 duration
3分20秒 = 200 秒 duration
1小时3分20秒 = 3800 秒 duration
1年6个月 = 18 月 duration
约2天3小时 = 51 小时 duration about
2020年3个月 = none
20秒3分 = none
1小时60分 = none
2时30分 = none
时速350公里 = 350 公里/小时 speed
時速80至100公里 = 80..100 公里/小时 speed
每小时60公里 = 60 公里/小时 speed
每平方米3000元 = 3000 元/平方米 money
约每平方米3000元 = 3000 元/平方米 money about
每个月3000元 = 3000 元/月 money
每户3万元以上 = 30000 元/户 money at_least
每3年 = none
高达80% = 80 % percent
达到3000萬元 = 30000000 元 money
最高100万元 = 1000000 元 money at_most
最低20元 = 20 元 money at_least
大于30 = 30 - amount over
不小于30% = 30 % percent at_least
RMB300 = 300 元 money
CNY3.5亿 = 350000000 元 money
3億元新台幣 = 300000000 新台币 money
28nm = 28 纳米 length
4800万像素 = 48000000 像素 other
220V = 220 伏 other
2两 = 2 两 mass
二人 = 2 人 count
二百户 = 200 户 count
"""

AMOUNTS = """
200万 = 2000000 - amount
200萬 = 2000000 - amount
3.5亿 = 350000000 - amount
1,234.5 = 1234.5 - amount
3117 = 3117 - amount
三千六百 = 3600 - amount
三百五 = 350 - amount
两千三 = 2300 - amount
一万二 = 12000 - amount
三百零五 = 305 - amount
3万5000 = 35000 - amount
3万5 = 35000 - amount
第2位 = 2 位 rank
第１位 = 1 位 rank
第三名 = 3 名 rank
第十二位 = 12 位 rank
第439位 = 439 位 rank
"""

TABLE = [
    line.split(" = ")
    for block in (
        COUNTS,
        WORDS,
        MEASURES,
        MONEY,
        SHARES,
        TIMES,
        APPROXIMATE,
        RANGES,
        VAGUE,
        SAID_OTHERWISE,
        AMOUNTS,
        OTHER_PLACES,
    )
    for line in block.strip().split("\n")
    if line != "-"
]

NOT_QUANTITIES = """
2005年 1998年 二〇〇五年 一九九八年 05年 2005 1998 6月25日 25日 5月 10:41 10:41:53 8:30 第十五条
第3期 第11期 3号楼 110号 80年代 20世纪 十九届 一批 一个 一些 一定 一切 一致 三大优势 六大产业 十大
1+N 1+3 13800138000 0451 abc 鸡 元 年 % 万象 千方百计 百姓 十分 十分重要 百分点 两面派 5G网络 v2.0
1.2.3 3/2 24/7 2008/07/02 2026-11-22 1-3-5 五四三二 一一 亿万斯年 一百千 万千 多 余 几 上 近 约
1万2万 1..5 5,00 1,23 二五 个 半 半半 三半 3半个 百分之 分之一 第一 第 第位 100万亿亿
1:15 前1名 100折 0.3个点 25个基点 100兆 10G 128G 1.5T 万一 百一 千二 三点五十 三点五十分 一点二十分 5G 4G 十块零五毛 百万级 亿级
三方 八方 三环 四环 二期 二级 一期 6个月内 10个工作日内 三季度 一百单八将 千家万户 万分 过百人 两三天两夜 三三两两
"""


def described(quantity: Quantity | None) -> str:
    if quantity is None:
        return "none"
    written = quantity.attributes()
    value = written.get("value") or (f"{written['low']}..{written['high']}" if "low" in written else "-")
    rest = [written.get(name, "-") for name in ("unit", "kind", "approximation", "ratio")]
    while rest[-1] == "-":
        rest.pop()
    return " ".join([value, *rest])


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_quantity_has_its_value_unit_kind_and_approximation(text: str, expected: str) -> None:
    assert described(parse_quantity(text)) == expected


def test_the_table_is_large_and_has_no_row_twice() -> None:
    texts = [row[0] for row in TABLE]
    assert len(texts) >= 300
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("text", NOT_QUANTITIES.split())
def test_what_is_no_quantity_gives_none(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize("text", ["", " ", "\n", "x" * 1000, "9" * 60])
def test_texts_of_odd_length_give_none(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_the_traditional_writing_reads_the_same(text: str, expected: str) -> None:
    assert described(parse_quantity(convert(text, Script.TRADITIONAL).view)) == expected


@given(st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from(["吨", "元", "公里", "%"]))
def test_figures_keep_every_digit(value: Decimal, unit: str) -> None:
    quantity = parse_quantity(f"{value}{unit}")
    assert quantity is not None
    assert quantity.value == value


@given(st.integers(1, 9999), st.sampled_from(["万", "亿"]))
def test_large_units_multiply(number: int, scale: str) -> None:
    quantity = parse_quantity(f"{number}{scale}元")
    assert quantity is not None
    assert quantity.value == number * (10**4 if scale == "万" else 10**8)


@given(mixed_text)
def test_any_text_is_read_or_refused_without_error(text: str) -> None:
    quantity = parse_quantity(text)
    if quantity is None:
        return
    written = quantity.attributes()
    numbers = [written[name] for name in ("value", "low", "high") if name in written]
    assert written["kind"] in list(QuantityKind)
    assert all(set(number.removeprefix("-")) <= set("0123456789.") for number in numbers)
    assert quantity.low is None or quantity.high is None or quantity.low < quantity.high


def test_every_plain_unit_is_a_unit_of_the_same_kind() -> None:
    assert all(KIND_OF_UNIT[plain] is KIND_OF_UNIT[unit] for unit, plain in PLAIN_UNIT.items())


def test_an_exact_quantity_says_nothing_of_approximation() -> None:
    quantity = parse_quantity("3元")
    assert quantity is not None
    assert quantity.approximation is Approximation.EXACT
    assert quantity.attributes() == {"value": "3", "unit": "元", "kind": "money"}
