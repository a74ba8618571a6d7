"""What synthetic names are made of."""

from __future__ import annotations

from cgt_site.sample.chance import Chance

SYLLABLES = {
    "康": "Kang", "瑞": "Rui", "华": "Hua", "生": "Sheng", "科": "Ke", "博": "Bo", "泰": "Tai",
    "安": "An", "元": "Yuan", "信": "Xin", "恒": "Heng", "润": "Run", "达": "Da", "济": "Ji",
    "民": "Min", "和": "He", "正": "Zheng", "嘉": "Jia", "诺": "Nuo", "赛": "Sai", "维": "Wei",
    "迈": "Mai", "普": "Pu", "立": "Li", "凯": "Kai", "星": "Xing", "海": "Hai", "天": "Tian",
    "优": "You", "德": "De", "亿": "Yi", "同": "Tong", "光": "Guang", "金": "Jin", "百": "Bai",
    "原": "Yuan", "新": "Xin", "明": "Ming", "奥": "Ao", "美": "Mei", "纳": "Na", "思": "Si",
    "佰": "Bai", "君": "Jun", "复": "Fu", "睿": "Rui", "丹": "Dan", "曼": "Man", "森": "Sen",
    "格": "Ge", "莱": "Lai", "默": "Mo", "沃": "Wo", "启": "Qi", "晟": "Sheng", "景": "Jing",
    "翔": "Xiang", "宇": "Yu", "辰": "Chen", "艾": "Ai",
}  # fmt: skip
"""Characters that names of firms are fond of, and how they are written in English."""

FIELDS = (
    ("Biotech", "生物科技"),
    ("Cell Therapeutics", "细胞治疗"),
    ("Gene Therapy", "基因治疗"),
    ("Biopharma", "生物医药"),
    ("Life Sciences", "生命科学"),
    ("Stem Cell", "干细胞"),
    ("Immunotherapy", "免疫治疗"),
    ("Biologics", "生物制药"),
    ("Regenerative Medicine", "再生医学"),
    ("Diagnostics", "医学检验"),
    ("Medical", "医疗科技"),
    ("Genomics", "基因科技"),
)
FORMS = (
    ("", "有限公司"),
    (" Co., Ltd.", "有限公司"),
    (" (Shanghai)", "（上海）有限公司"),
    (" Group", "集团股份有限公司"),
    (" Technology", "技术有限公司"),
)
COUNTRIES = ("United States", "Germany", "Japan", "Switzerland", "France", "United Kingdom")
AILMENTS = (
    ("multiple myeloma", "多发性骨髓瘤"),
    ("large B-cell lymphoma", "大B细胞淋巴瘤"),
    ("knee osteoarthritis", "膝骨关节炎"),
    ("haemophilia B", "血友病B"),
    ("solid tumours", "实体瘤"),
    ("gastric cancer", "胃癌"),
    ("beta-thalassaemia", "β-地中海贫血"),
    ("systemic lupus erythematosus", "系统性红斑狼疮"),
)
AIMS = ("CD19", "BCMA", "GPC3", "CLDN18.2", "CD7", "CD70", "AAV8", "AAV5", "FIX", "RPE65", "")


def firm_names(chance: Chance) -> tuple[str, str]:
    """A name in English and one in Chinese: "Ruikang Stem Cell Group", 上海瑞康干细胞集团..."""
    characters = chance.choices(list(SYLLABLES), k=2 if chance.happens(0.7) else 3)
    latin = "".join(SYLLABLES[each] for each in characters).capitalize()
    field, form = chance.choice(FIELDS), chance.choice(FORMS)
    city = "上海" if chance.happens(0.6) and "上海" not in form[1] else ""
    return f"{latin} {field[0]}{form[0]}", f"{city}{''.join(characters)}{field[1]}{form[1]}"
