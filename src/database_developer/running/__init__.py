"""Runs migrations on the user's database, so that they can fail at any moment and be resumed or taken back.

What others call: ``migrating.migrate`` and ``resume``, ``rolling_back.rollback``, ``backfills.join.join`` and
``status.status``. They take the database's address and scripts (``model.script``), ``options.Options``, a
``telling.Tell`` that hears what goes on and a ``telling.Observer`` that is called at every boundary; they return an
``options.Outcome`` and raise the house's errors.
"""
