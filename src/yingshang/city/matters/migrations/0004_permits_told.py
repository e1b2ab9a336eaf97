"""Permits told after registration, the green channel, and reviews before handing in."""

import django.db.models.deletion
import yingshang.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_undertakings"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name='PermitWatch',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='permit_watch', serialize=False, to='core.case')),
                ('phrases', models.JSONField(default=list)),
                ('requirement', models.CharField(max_length=40)),
                ('licence_no', models.CharField(blank=True, max_length=60)),
                ('licence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.licence')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='permits_told', to='core.case')),
            ],
        ),
        migrations.CreateModel(
            name='GreenChannel',
            fields=[
                ('id', models.UUIDField(default=yingshang.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='green_channels', to='core.case')),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case',), name='one_green_channel_a_case')],
            },
        ),
        migrations.CreateModel(
            name='PreReview',
            fields=[
                ('id', models.UUIDField(default=yingshang.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(blank=True, max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('opinion', models.CharField(blank=True, max_length=2000)),
                ('is_ready', models.BooleanField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pre_reviews', to='matters.application')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('application',), name='one_open_pre_review'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('is_ready__isnull', True), ('opinion', '')), models.Q(('answered_at__isnull', False), ('is_ready__isnull', False), models.Q(('opinion', ''), _negated=True)), _connector='OR'), name='an_answer_says_something')],
            },
        ),
    ]
