"""The operations, one file each; the planner knows them by this list and no other."""

from __future__ import annotations

from database_developer.migration.change import Change
from database_developer.migration.operations.add_column import AddColumn
from database_developer.migration.operations.add_constraint import AddConstraint
from database_developer.migration.operations.add_enum_value import AddEnumValue
from database_developer.migration.operations.alter_composite import AlterComposite
from database_developer.migration.operations.alter_constraint import AlterConstraint
from database_developer.migration.operations.alter_domain import AlterDomain
from database_developer.migration.operations.alter_sequence import AlterSequence
from database_developer.migration.operations.alter_statistics import AlterStatistics
from database_developer.migration.operations.attach_partition import AttachPartition
from database_developer.migration.operations.change_column_type import ChangeColumnType
from database_developer.migration.operations.close_window import CloseWindow
from database_developer.migration.operations.copy_rows import CopyRows
from database_developer.migration.operations.create_composite import CreateComposite
from database_developer.migration.operations.create_domain import CreateDomain
from database_developer.migration.operations.create_enum import CreateEnum
from database_developer.migration.operations.create_extension import CreateExtension
from database_developer.migration.operations.create_function import CreateFunction
from database_developer.migration.operations.create_index import CreateIndex
from database_developer.migration.operations.create_namespace import CreateNamespace
from database_developer.migration.operations.create_partition import CreatePartition
from database_developer.migration.operations.create_policy import CreatePolicy
from database_developer.migration.operations.create_sequence import CreateSequence
from database_developer.migration.operations.create_statistics import CreateStatistics
from database_developer.migration.operations.create_table import CreateTable
from database_developer.migration.operations.create_trigger import CreateTrigger
from database_developer.migration.operations.create_view import CreateView
from database_developer.migration.operations.detach_partition import DetachPartition
from database_developer.migration.operations.drop_column import DropColumn
from database_developer.migration.operations.drop_composite import DropComposite
from database_developer.migration.operations.drop_constraint import DropConstraint
from database_developer.migration.operations.drop_domain import DropDomain
from database_developer.migration.operations.drop_enum import DropEnum
from database_developer.migration.operations.drop_extension import DropExtension
from database_developer.migration.operations.drop_function import DropFunction
from database_developer.migration.operations.drop_index import DropIndex
from database_developer.migration.operations.drop_namespace import DropNamespace
from database_developer.migration.operations.drop_not_null import DropNotNull
from database_developer.migration.operations.drop_policy import DropPolicy
from database_developer.migration.operations.drop_sequence import DropSequence
from database_developer.migration.operations.drop_statistics import DropStatistics
from database_developer.migration.operations.drop_table import DropTable
from database_developer.migration.operations.drop_trigger import DropTrigger
from database_developer.migration.operations.drop_view import DropView
from database_developer.migration.operations.fill_column import FillColumn
from database_developer.migration.operations.hand_over_counter import HandOverCounter
from database_developer.migration.operations.keep_old_name import KeepOldName
from database_developer.migration.operations.partition_table import PartitionTable
from database_developer.migration.operations.rebuild_composite import RebuildComposite
from database_developer.migration.operations.rebuild_domain import RebuildDomain
from database_developer.migration.operations.rebuild_enum import RebuildEnum
from database_developer.migration.operations.rename_column import RenameColumn
from database_developer.migration.operations.rename_constraint import RenameConstraint
from database_developer.migration.operations.rename_enum_value import RenameEnumValue
from database_developer.migration.operations.rename_function import RenameFunction
from database_developer.migration.operations.rename_index import RenameIndex
from database_developer.migration.operations.rename_namespace import RenameNamespace
from database_developer.migration.operations.rename_policy import RenamePolicy
from database_developer.migration.operations.rename_sequence import RenameSequence
from database_developer.migration.operations.rename_statistics import RenameStatistics
from database_developer.migration.operations.rename_table import RenameTable
from database_developer.migration.operations.rename_trigger import RenameTrigger
from database_developer.migration.operations.rename_type import RenameType
from database_developer.migration.operations.rename_view import RenameView
from database_developer.migration.operations.replace_constraint import ReplaceConstraint
from database_developer.migration.operations.replace_function import ReplaceFunction
from database_developer.migration.operations.replace_index import ReplaceIndex
from database_developer.migration.operations.replace_view import ReplaceView
from database_developer.migration.operations.set_column_storage import SetColumnStorage
from database_developer.migration.operations.set_comment import SetComment
from database_developer.migration.operations.set_default import SetDefault
from database_developer.migration.operations.set_generated import SetGenerated
from database_developer.migration.operations.set_grants import SetGrants
from database_developer.migration.operations.set_identity import SetIdentity
from database_developer.migration.operations.set_inheritance import SetInheritance
from database_developer.migration.operations.set_not_null import SetNotNull
from database_developer.migration.operations.set_schema import SetSchema
from database_developer.migration.operations.set_table_options import SetTableOptions
from database_developer.migration.operations.trade_places import TradePlaces
from database_developer.migration.operations.unpartition_table import UnpartitionTable
from database_developer.migration.operations.update_extension import UpdateExtension
from database_developer.migration.operations.validate_constraint import ValidateConstraint

OPERATIONS: tuple[type[Change], ...] = (
    AddColumn,
    AddConstraint,
    AddEnumValue,
    AlterComposite,
    AlterConstraint,
    AlterDomain,
    AlterSequence,
    AlterStatistics,
    AttachPartition,
    ChangeColumnType,
    CloseWindow,
    CreateComposite,
    CreateDomain,
    CreateEnum,
    CreateExtension,
    CreateFunction,
    CreateIndex,
    CreateNamespace,
    CreatePartition,
    CreatePolicy,
    CreateSequence,
    CreateStatistics,
    CreateTable,
    CreateTrigger,
    CreateView,
    DetachPartition,
    DropColumn,
    DropComposite,
    DropConstraint,
    DropDomain,
    DropEnum,
    DropExtension,
    DropFunction,
    DropIndex,
    DropNamespace,
    DropNotNull,
    DropPolicy,
    DropSequence,
    DropStatistics,
    DropTable,
    DropTrigger,
    DropView,
    FillColumn,
    CopyRows,
    HandOverCounter,
    KeepOldName,
    PartitionTable,
    RebuildComposite,
    RebuildDomain,
    RebuildEnum,
    RenameColumn,
    RenameConstraint,
    RenameEnumValue,
    RenameFunction,
    RenameIndex,
    RenameNamespace,
    RenamePolicy,
    RenameSequence,
    RenameStatistics,
    RenameTable,
    RenameTrigger,
    RenameType,
    RenameView,
    ReplaceConstraint,
    ReplaceFunction,
    ReplaceIndex,
    ReplaceView,
    SetColumnStorage,
    SetComment,
    SetDefault,
    SetGenerated,
    SetGrants,
    SetIdentity,
    SetInheritance,
    SetNotNull,
    SetSchema,
    SetTableOptions,
    TradePlaces,
    UnpartitionTable,
    UpdateExtension,
    ValidateConstraint,
)
