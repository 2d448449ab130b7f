"""Which column holds what: the headings that spreadsheets of the trade use, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.exchange.tables import heading_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RESIDENTS: Mapping[str, str] = {
    "phase": "期 期数 分期 苑区 phase",
    "building": "栋 楼栋 楼栋号 栋号 楼号 幢 座 楼宇 楼座 building block tower",
    "unit": "单元 单元号 梯 unit entrance",
    "room": "房号 房间 房间号 房屋编号 房屋 房产 房屋地址 住址 室 室号 户号 门牌 门牌号 "
    "room roomno roomnumber flat apartment",
    "name": "姓名 业主 业主姓名 住户 住户姓名 客户姓名 客户名称 租户 租户姓名 联系人 名字 名称 "
    "name owner ownername resident tenant fullname",
    "relation": "关系 与业主关系 身份 人员类型 住户类型 relation relationship",
    "phone": "电话 手机 手机号 手机号码 联系电话 联系方式 电话号码 移动电话 业主电话 "
    "phone mobile tel telephone phonenumber mobilenumber",
    "phone2": "电话2 手机2 联系电话2 备用电话 其他电话 第二电话 座机 固定电话 固话 "
    "phone2 secondphone otherphone landline",
    "area": "面积 建筑面积 房屋面积 产权面积 area",
    "riser": "立管 管井 竖井 水井 立管号 管井号 riser shaft",
    "type": "类型 房屋类型 用途 房屋用途 type use",
    "plate": "车牌 车牌号 车牌号码 车辆 plate platenumber carplate licenceplate licenseplate",
    "not_after": "几点后勿电 勿电时间 notafter",
    "best": "首选 首选电话 先打 best bestphone ringfirst",
    "note": "备注 说明 注释 note notes remark remarks",
}
"""The register's fields, each with the headings it goes by."""

TICKETS: Mapping[str, str] = {
    "their_number": "单号 工单号 工单编号 编号 流水号 number ticket ticketnumber caseid",
    "opened_at": "提出时间 报修时间 受理时间 创建时间 登记时间 来电时间 日期 "
    "opened openedat created",
    "closed_at": "办结时间 完成时间 关闭时间 结束时间 closed closedat completed",
    "due": "时限 截止时间 要求完成时间 承诺时间 due duedate target",
    "room": "房号 房间 房间号 地址 位置 地点 room place location address",
    "name": "姓名 报修人 来电人 联系人 业主 业主姓名 name caller reporter",
    "contact": "电话 手机 手机号 联系电话 联系方式 phone mobile contact",
    "what": "内容 事项 描述 报修内容 问题描述 诉求 诉求内容 matter description text details",
    "sub": "类别 分类 工单类型 报修类型 事项类别 class category type",
    "priority": "优先级 紧急程度 priority urgency",
    "channel": "渠道 来源 受理渠道 来源渠道 channel source",
    "outcome": "处理结果 结果 处理情况 办理结果 完成情况 outcome result resolution",
}
"""The fields of a past ticket, each with the headings it goes by."""


def known(fields: Mapping[str, str]) -> frozenset[str]:
    """Every heading of these fields, as keys to compare."""
    return frozenset(name for names in fields.values() for name in names.split())


def columns_of(headings: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """The column that holds each field: the first heading that is one of the field's."""
    field_of = {name: field for field, names in fields.items() for name in names.split()}
    found: dict[str, str] = {}
    for heading in headings:
        field = field_of.get(heading_key(heading), "")
        if field and field not in found:
            found[field] = heading
    return found
