//! Leases of the jobs: one holder at a time, each taking with a higher fencing number.

use crate::{StoreError, Tx, sql::one};
use kernel::{Moment, Uuid};

impl Tx {
    /// Takes or renews the lease of a job until `until`; the fencing number, or `None` while another holds it.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: Uuid,
        now: Moment,
        until: Moment,
    ) -> Result<Option<i64>, StoreError> {
        let sql = "INSERT INTO job_lease (name, holder, fence, held_until) VALUES ($1, $2, 1, $3) \
             ON CONFLICT (name) DO UPDATE SET holder = $2, fence = job_lease.fence + 1, held_until = $3 \
             WHERE job_lease.held_until < $4 OR job_lease.holder = $2 RETURNING fence";
        match one(
            self,
            sql,
            [
                name.into(),
                holder.into(),
                until.timestamp_millis().into(),
                now.timestamp_millis().into(),
            ],
        )
        .await?
        {
            Some(row) => Ok(Some(row.try_get("", "fence")?)),
            None => Ok(None),
        }
    }
}
