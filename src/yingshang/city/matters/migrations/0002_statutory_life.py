"""Extensions to be signed, site visits, the service of papers, and the archive."""

import django.contrib.postgres.fields
import django.db.models.deletion
import yingshang.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            model_name='paper',
            name='kind',
            field=models.CharField(choices=[('receipt', '收件凭证'), ('acceptance', '受理通知书'), ('non_acceptance', '不予受理通知书'), ('no_permit_needed', '不属许可范围告知书'), ('on_spot', '当场更正确认单'), ('supplement', '补充材料通知书'), ('termination', '终止办理通知书'), ('deficiency_notice', '补正告知书'), ('extension', '延期告知书'), ('suspension', '特别程序告知书'), ('decision', '准予决定书'), ('refusal', '不予决定书'), ('delivery', '送达回证')], max_length=20),
        ),
        migrations.CreateModel(
            name='Archive',
            fields=[
                ('id', models.UUIDField(default=yingshang.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=6)),
                ('number', models.CharField(max_length=40)),
                ('retention', models.CharField(choices=[('permanent', '永久'), ('thirty_years', '定期 30 年'), ('ten_years', '定期 10 年')], max_length=12)),
                ('years', models.PositiveSmallIntegerField(null=True)),
                ('source', models.CharField(max_length=300)),
                ('archived_at', models.DateTimeField()),
                ('retain_until', models.DateField(null=True)),
                ('erase_on', models.DateField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('erased_entries', models.PositiveIntegerField(default=0)),
                ('erased_documents', models.PositiveIntegerField(default=0)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='archive', to='core.case')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('erase_on__isnull', False), ('erased_at__isnull', True)), fields=['erase_on'], name='archive_to_erase'), models.Index(fields=['place', 'archived_at'], name='archive_of_place')],
                'constraints': [models.UniqueConstraint(fields=('place', 'number'), name='archive_number_once_a_place'), models.CheckConstraint(condition=models.Q(models.Q(('erase_on__isnull', True), ('retain_until__isnull', True), ('years__isnull', True)), models.Q(('erase_on__gt', models.F('retain_until')), ('retain_until__isnull', False), ('years__isnull', False)), _connector='OR'), name='for_ever_has_no_end'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('erase_on__isnull', False), _connector='OR'), name='nothing_for_ever_is_erased')],
            },
        ),
        migrations.CreateModel(
            name='ExtensionProposal',
            fields=[
                ('id', models.UUIDField(default=yingshang.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=500)),
                ('proposed_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('open', '待签批'), ('signed', '已签批'), ('declined', '不同意')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extension_proposals', to='core.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('case',), name='one_open_extension_proposal'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', 'open')), models.Q(models.Q(('outcome', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='an_open_proposal_is_undecided')],
            },
        ),
        migrations.CreateModel(
            name='PaperService',
            fields=[
                ('id', models.UUIDField(default=yingshang.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('desk', '窗口领取'), ('mail', '邮寄'), ('electronic', '电子送达')], max_length=12)),
                ('received_by', models.CharField(blank=True, max_length=60)),
                ('tracking', models.CharField(blank=True, max_length=40)),
                ('has_arrived', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='matters.paper')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('has_arrived', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='what_did_not_arrive_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('way', 'mail'), _negated=True), models.Q(('tracking', ''), _negated=True), _connector='OR'), name='mail_has_its_number')],
            },
        ),
        migrations.CreateModel(
            name='SiteVisit',
            fields=[
                ('id', models.UUIDField(default=yingshang.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visited_at', models.DateTimeField()),
                ('where', models.CharField(blank=True, max_length=200)),
                ('officers', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('record', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='site_visits', to='core.case')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('officers__len__gte', 2)), name='two_officers_at_least'), models.CheckConstraint(condition=models.Q(('written_at__gte', models.F('visited_at'))), name='a_visit_is_written_after_it')],
            },
        ),
    ]
